import EvalCore
import EvalStore
import Foundation

/// A run between its start and its report; with `--output`, its folder is written as outcomes come.
struct RunInProgress {
  private var manifest: RunManifest
  private var writer: RunWriter?
  private let digest: CheckpointDigest
  private let started: Date

  /// A run that is not kept.
  init(_ manifest: RunManifest, digest: CheckpointDigest, started: Date) {
    self.manifest = manifest
    self.digest = digest
    self.started = started
  }

  /// A run that `writer` keeps.
  init(_ writer: RunWriter, digest: CheckpointDigest, started: Date) {
    self.init(writer.manifest, digest: digest, started: started)
    self.writer = writer
  }

  /// Outcomes that the folder had already.
  var kept: [Outcome] { writer?.kept ?? [] }

  /// Keeps the outcomes of some docs, once the checkpoint is known to be that of the kept ones.
  mutating func append(_ outcomes: [Outcome]) throws {
    guard var writer, !outcomes.isEmpty else { return }
    try writer.record(checkpointSHA256: digest.value())
    try OutputError.wrapping { try writer.append(outcomes, seconds: seconds) }
    self.writer = writer
  }

  /// Ends the run.
  ///
  /// - Returns: The manifest of the whole run.
  mutating func finish(_ scored: MMLUEvaluation.Scored) throws -> RunManifest {
    guard var writer else {
      manifest.model.sha256 = digest.value()
      manifest.work = scored.work
      manifest.elapsedSeconds = seconds
      return manifest
    }
    try writer.record(checkpointSHA256: digest.value())
    try OutputError.wrapping { try writer.finish(scored.outcomes, work: scored.work, seconds: seconds) }
    self.writer = writer
    return writer.manifest
  }

  private var seconds: Double { Date().timeIntervalSince(started) }
}
