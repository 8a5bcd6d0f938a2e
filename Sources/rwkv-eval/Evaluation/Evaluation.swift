import ArgumentParser
import Console
import EvalCore
import EvalStore
import Foundation
import RWKVModel
import RWKVScoring

/// A plan and a model brought together: requests out, outcomes back.
struct Evaluation {
  /// Outcomes and how much was computed for them.
  struct Scored {
    let outcomes: [Outcome]
    let work: RunManifest.Work?
    /// What a looped program did to hidden states; nil for others.
    ///
    /// Of a run that was stopped and went on, the last part has it alone.
    let trace: DepthTrace?
  }

  let plan: EvaluationPlan
  let loaded: LoadedModel
  /// When docs stop looping; nil for never.
  let exit: ExitRule?
  let progress: ProgressOptions

  /// Scores all docs and keeps them, with what is printed on the way; of a run that is finished already, gives what is kept.
  ///
  /// - Parameters:
  ///   - output: The folder that keeps the run; nil for none.
  ///   - kept: What is in the folder.
  /// - Throws: `ExitCode` when a signal ended the run; what was complete is then kept.
  func run(output: String?, _ kept: KeptRun, startedAt started: Date) throws -> EvaluatedRun {
    progress.introduce(loaded.introduction + plan.introduction)
    if case .finished(let run) = kept { return try again(run) }
    let stopped: StoppedRun? = if case .stopped(let run) = kept { run } else { nil }
    var run = try RunInProgress(self, output: output, stopped, startedAt: started)
    var done = run.kept.count
    let scored: Scored
    do {
      scored = try StopRequest.listening {
        try score(kept: run.kept) { outcomes in
          try run.append(outcomes)
          done += outcomes.count
        }
      }
    } catch let request as StopRequest {
      run.stop(request, done: done)
      throw ExitCode(request.exitCode)
    }
    progress.introduce(scored.trace?.summary ?? [])
    return try run.finish(scored)
  }

  /// A run that was finished before.
  private func again(_ run: StoredRun) throws -> EvaluatedRun {
    try run.requireSame(manifest(startedAt: Date()), docs: docs)
    try run.requireCheckpoint(CheckpointDigest(loaded.rwkv?.model.checkpoint).value())
    progress.introduce([
      "\(run.folder.path): holds this run, finished: \(run.outcomes.count) docs; nothing is scored again"
    ])
    return EvaluatedRun(manifest: run.manifest, outcomes: run.outcomes)
  }

  func manifest(startedAt: Date) -> RunManifest {
    var manifest = RunManifest(
      toolVersion: toolVersion, commandLine: CommandLine.arguments, startedAt: startedAt.formatted(.iso8601),
      model: loaded.manifest, task: plan.task,
      machine: MachineDescription.manifest(loaded.engine, precision: loaded.precision))
    manifest.layout = loaded.layout
    manifest.exit = exit
    return manifest
  }

  /// Every doc's outcome without answers, in run order.
  var docs: [Outcome] { plan.items.map(\.doc) }

  /// Scores every request of every doc.
  ///
  /// - Parameters:
  ///   - kept: Outcomes that are there already.
  ///   - onOutcomes: Gets the others as they are completed.
  func score(kept: [Outcome], onOutcomes: ([Outcome]) throws -> Void) throws -> Scored {
    var collector = OutcomeCollector(items: plan.items, readouts: loaded.languageModel.readouts, kept: kept)
    let requests = plan.items.flatMap(\.requests)
    guard let rwkv = loaded.rwkv else {
      let answers = try loaded.languageModel.loglikelihoods(of: requests) { _ in }
      try onOutcomes(collector.add(Array(requests.indices), answers))
      return Scored(outcomes: collector.outcomes, work: nil, trace: nil)
    }
    let line = progress.line("docs", total: plan.items.count, done: kept.count)
    line.judge(kept)
    defer { line.clear() }
    let scored = try rwkv.scorer.score(
      requests, withTrace: rwkv.programs.contains { $0.loops != nil }, known: collector.knownRequests,
      exit: exit.map { rule in
        EarlyExit(rule: rule, docOfRequest: collector.docOfRequest, knownReadouts: collector.knownReadouts)
      },
      progress: { state in
        try StopRequest.check()
        line.update(state)
      },
      onBatch: { batch, answers in
        let outcomes = collector.add(batch, answers)
        line.count(outcomes.count)
        line.judge(outcomes)
        try onOutcomes(outcomes)
      })
    return Scored(outcomes: collector.outcomes, work: scored.work, trace: scored.trace)
  }
}
