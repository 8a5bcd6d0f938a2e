internal import Console
public import EvalCore
import Foundation

/// Writes a run's outcomes as they come, and its end.
///
/// A run that is not finished by `finish(_:work:seconds:at:)` stays one without an end, which no report takes for a result
/// and which `RunFolder.stopped()` resumes.
public struct RunWriter {
  /// The run as far as it has come.
  public private(set) var manifest: RunManifest
  /// Outcomes that earlier parts of the run have written, in the order in which they were answered.
  public let kept: [Outcome]
  private let folder: RunFolder
  private var file: LockedFile
  /// Wall-clock seconds of the earlier parts.
  private let earlierSeconds: Double
  /// Seconds of this part after which everything was known to be on disk.
  private var secureSeconds = 0.0

  init(_ folder: RunFolder, file: LockedFile, manifest: RunManifest, kept: [Outcome]) {
    self.folder = folder
    self.file = file
    self.manifest = manifest
    self.kept = kept
    earlierSeconds = manifest.secondsSoFar ?? 0
  }

  /// Records which checkpoint gives the outcomes; to be called before the first of them is appended.
  ///
  /// - Throws: `UserError` when earlier parts of the run had another checkpoint, or the disk does not take it.
  public mutating func record(checkpointSHA256: String?) throws {
    guard manifest.model.sha256 != checkpointSHA256 else { return }
    if let earlier = manifest.model.sha256 {
      throw UserError.otherSettings(
        folder.path, [UserError.checkpointDifference(earlier, checkpointSHA256)], isFinished: false)
    }
    manifest.model.sha256 = checkpointSHA256
    try folder.write(manifest)
  }

  /// Appends outcomes, a line each.
  ///
  /// A kill loses none of them, a power failure at most those of the last five seconds.
  ///
  /// - Parameter seconds: Wall-clock seconds since the run was started or, after a stop, resumed.
  /// - Throws: `UserError` when the disk does not take them.
  public mutating func append(_ outcomes: some Sequence<Outcome>, seconds: Double) throws {
    try writing { file throws in try file.append(Self.lines(outcomes)) }
    // Small batches take milliseconds, and a busy disk a tenth of a second to make sure of each.
    guard seconds - secureSeconds >= 5 else { return }
    try writing { file throws in try file.synchronize() }
    manifest.secondsSoFar = earlierSeconds + seconds
    try folder.write(manifest)
    secureSeconds = seconds
  }

  /// Makes sure of what is written, for a process that is about to end before the run does.
  ///
  /// - Parameter seconds: Wall-clock seconds since the run was started or, after a stop, resumed.
  /// - Throws: `UserError` when the disk does not take it.
  public mutating func suspend(seconds: Double) throws {
    try writing { file throws in try file.synchronize() }
    manifest.secondsSoFar = earlierSeconds + seconds
    try folder.write(manifest)
  }

  /// Puts the outcomes into run order and marks the run as finished.
  ///
  /// - Parameters:
  ///   - outcomes: All of the run, those that were kept too, in run order.
  ///   - work: How much the whole run computes.
  ///   - seconds: Wall-clock seconds since the run was started or, after a stop, resumed.
  ///   - end: Now, ISO 8601 in UTC.
  /// - Throws: `UserError` when the disk does not take it; the run is then one that was stopped and lacks its end alone.
  public mutating func finish(_ outcomes: [Outcome], work: RunManifest.Work?, seconds: Double, at end: String) throws {
    try writing { file throws in try file.replace(with: Self.lines(outcomes)) }
    manifest.work = work
    manifest.finishedAt = end
    manifest.secondsSoFar = nil
    manifest.elapsedSeconds = earlierSeconds + seconds
    try folder.write(manifest)
  }

  private mutating func writing(_ write: (inout LockedFile) throws -> Void) throws {
    do {
      try write(&file)
    } catch {
      throw UserError.cannotWrite(folder.outcomesPath, cause: error)
    }
  }

  private static func lines(_ outcomes: some Sequence<Outcome>) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var lines = Data()
    for outcome in outcomes {
      lines.append(try encoder.encode(OutcomeLine(outcome)))
      lines.append(UInt8(ascii: "\n"))
    }
    return lines
  }
}
