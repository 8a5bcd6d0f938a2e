import EvalCore
import EvalStore
import Foundation

/// What the folder of `--output` holds when a command starts.
enum KeptRun {
  /// No run.
  case nothing
  /// A run that was stopped, which is resumed.
  case stopped(StoppedRun)
  /// A run that came to its end, whose report is made again and nothing scored.
  case finished(StoredRun)

  /// Looks into the folder, where one is named.
  ///
  /// - Throws: `RunFolderError` when what is there is damaged, or being written by somebody else.
  init(_ output: String?) throws {
    guard let output else {
      self = .nothing
      return
    }
    let folder = RunFolder(output)
    if let finished = try folder.finished() {
      self = .finished(finished)
    } else {
      self = try folder.stopped().map(KeptRun.stopped) ?? .nothing
    }
    guard case .nothing = self, !FileManager.default.fileExists(atPath: output) else { return }
    // Whoever knows lm-evaluation-harness may expect a file.
    if ["json", "jsonl", "csv", "md", "txt"].contains((output as NSString).pathExtension.lowercased()) {
      printDiagnostic("note: --output \(output) is a folder: it is made, and the run's files are put into it")
    }
  }

  /// How requests were laid out; what is free now must not change a run's numbers.
  var layout: RunManifest.Layout? {
    switch self {
    case .nothing: nil
    case .stopped(let run): run.manifest.layout
    case .finished(let run): run.manifest.layout
    }
  }
}
