import Console
import EvalCore
import EvalStore
import Foundation
import RWKVModel

/// A run between its start and its report; with `--output`, its folder is written as outcomes come.
struct RunInProgress {
  private var manifest: RunManifest
  private var writer: RunWriter?
  private let output: String?
  private let digest: CheckpointDigest
  private let started: Date

  /// Begins a run, or resumes one that was stopped.
  ///
  /// - Parameters:
  ///   - notes: What a reader must know beside what is known of the model.
  ///   - output: The folder that keeps it; nil for none.
  ///   - stopped: What is in the folder.
  init(
    _ evaluation: Evaluation, notes: [String], output: String?, _ stopped: StoppedRun?, startedAt started: Date
  ) throws {
    digest = CheckpointDigest(evaluation.loaded.rwkv?.model.checkpoint)
    manifest = evaluation.manifest(startedAt: started, notes: notes)
    self.output = output
    self.started = started
    guard let output else { return }
    let writer = try stopped?.resume(manifest, docs: evaluation.docs) ?? RunFolder(output).create(manifest)
    try OutputError.wrapping { try Self.keepQuestions(evaluation.plan, RunFolder(output)) }
    let note = try OutputError.wrapping { try RunFolder(output).room(for: RunRoom(evaluation).bytes) }
    if let note { printDiagnostic("note: \(note)") }
    if stopped != nil {
      evaluation.progress.introduce(["resuming: \(writer.kept.count) of \(manifest.task.docs) docs are there"])
    }
    evaluation.progress.introduce(["output: \(output); if this run is stopped, the same command resumes it"])
    self.manifest = writer.manifest
    self.writer = writer
  }

  /// Keeps what is asked, where it is not there yet.
  private static func keepQuestions(_ plan: EvaluationPlan, _ folder: RunFolder) throws {
    if !folder.hasDocs, plan.keepsDocs { try folder.write(plan.questions()) }
    if !plan.configurations.isEmpty { try folder.write(configurations: plan.configurations) }
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

  /// Makes sure of what is kept, and says what that is and how the run is resumed.
  mutating func stop(_ request: StopRequest, done: Int) {
    let count = "\(done) of \(manifest.task.docs) docs"
    guard var writer, let output else {
      printDiagnostic(
        "stopped by \(request): \(count) were scored, and none is kept. With --output FOLDER they are, and the same command "
          + "resumes the run.")
      return
    }
    do {
      try writer.suspend(seconds: seconds)
      self.writer = writer
    } catch {
      printDiagnostic("error: \(error)")
    }
    printDiagnostic(
      "stopped by \(request): \(count) are kept in \(output). The same command resumes the run:\n  "
        + ShellWords.joined(CommandLine.arguments))
  }

  /// Ends the run; what could not be written is in the result's `failure`.
  mutating func finish(_ scored: Evaluation.Scored) throws -> EvaluatedRun {
    guard var writer, let output else {
      manifest.model.sha256 = try digest.value()
      manifest.work = scored.work
      manifest.elapsedSeconds = seconds
      return EvaluatedRun(manifest: manifest, outcomes: scored.outcomes)
    }
    try writer.record(checkpointSHA256: digest.value())
    var run = EvaluatedRun(manifest: writer.manifest, outcomes: scored.outcomes)
    do {
      try OutputError.wrapping {
        // Before the end is marked: a folder with an end is not written again.
        if let trace = scored.trace, !trace.records.isEmpty { try RunFolder(output).write(trace) }
        try writer.finish(
          scored.outcomes, work: scored.work, seconds: seconds, at: Date().formatted(RunManifest.timeStyle))
      }
      run = EvaluatedRun(manifest: writer.manifest, outcomes: scored.outcomes)
    } catch {
      run.failure = error
    }
    self.writer = writer
    return run
  }

  private var seconds: Double { Date().timeIntervalSince(started) }
}
