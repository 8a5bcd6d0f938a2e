public import EvalCore
import Foundation

/// Writes a run's outcomes as they come, and its end.
///
/// A run that is not finished by `finish(_:)` stays one without an end, which no report takes for a result.
public struct RunWriter {
  private let folder: RunFolder
  private let file: FileHandle

  /// A writer for a folder that has a manifest and no outcomes.
  init(_ folder: RunFolder) throws {
    self.folder = folder
    do {
      try Data().write(to: URL(filePath: folder.outcomesPath), options: .withoutOverwriting)
      file = try FileHandle(forWritingTo: URL(filePath: folder.outcomesPath))
    } catch {
      throw RunFolderError.cannotWrite(folder.outcomesPath, cause: error)
    }
  }

  /// Appends outcomes, a line each.
  ///
  /// - Throws: `RunFolderError` when the disk does not take them.
  public func append(_ outcomes: some Sequence<Outcome>) throws {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      var lines = Data()
      for outcome in outcomes {
        lines.append(try encoder.encode(OutcomeLine(outcome)))
        lines.append(UInt8(ascii: "\n"))
      }
      try file.write(contentsOf: lines)
    } catch {
      throw RunFolderError.cannotWrite(folder.outcomesPath, cause: error)
    }
  }

  /// Marks the run as finished.
  ///
  /// - Parameter manifest: The run, with `elapsedSeconds`.
  /// - Throws: `RunFolderError` when the disk does not take it.
  public func finish(_ manifest: RunManifest) throws {
    precondition(manifest.elapsedSeconds != nil, "a finished run has elapsedSeconds")
    do {
      try file.synchronize()
      try file.close()
    } catch {
      throw RunFolderError.cannotWrite(folder.outcomesPath, cause: error)
    }
    try folder.write(manifest)
  }
}
