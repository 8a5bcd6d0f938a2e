import EvalCore
import EvalStore
import Foundation
import RWKVModel

/// A run between its start and its report; with `--output`, its folder is written as outcomes come.
struct RunInProgress {
  private var manifest: RunManifest
  private var writer: RunWriter?
  private let digest: CheckpointDigest
  private let started: Date

  /// Begins a run, or goes on with one that was stopped.
  ///
  /// - Parameters:
  ///   - notes: What a reader must know beside what is known of the model.
  ///   - output: The folder that keeps it; nil for none.
  ///   - stopped: What is in the folder.
  init(_ evaluation: Evaluation, notes: [String], output: String?, _ stopped: StoppedRun?, startedAt started: Date)
    throws
  {
    let digest = CheckpointDigest(evaluation.loaded.rwkv?.model.checkpoint)
    let manifest = evaluation.manifest(startedAt: started, notes: notes)
    guard let output else {
      self.init(manifest, digest: digest, started: started)
      return
    }
    let writer = try stopped?.resume(manifest, docs: evaluation.docs) ?? RunFolder(output).create(manifest)
    if stopped != nil {
      printDiagnostic("resuming: \(writer.kept.count) of \(manifest.task.docs) docs are there")
    }
    printDiagnostic("output: \(output); if this run is stopped, the same command goes on with it")
    self.init(writer.manifest, digest: digest, started: started)
    self.writer = writer
  }

  private init(_ manifest: RunManifest, digest: CheckpointDigest, started: Date) {
    self.manifest = manifest
    self.digest = digest
    self.started = started
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
  mutating func finish(_ scored: Evaluation.Scored) throws -> RunManifest {
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
