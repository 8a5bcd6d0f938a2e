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

  /// Scores all docs and keeps them, with what is printed on the way.
  ///
  /// - Parameters:
  ///   - output: The folder that keeps the run; nil for none.
  ///   - stopped: What is in the folder.
  func run(
    output: String?, _ stopped: StoppedRun?, startedAt started: Date
  ) throws -> (manifest: RunManifest, outcomes: [Outcome]) {
    for line in loaded.introduction + plan.introduction { printDiagnostic(line) }
    var run = try RunInProgress(self, output: output, stopped, startedAt: started)
    let scored = try score(kept: run.kept) { try run.append($0) }
    let manifest = try run.finish(scored)
    if let trace = scored.trace {
      if let output { try OutputError.wrapping { try RunFolder(output).write(trace) } }
      for line in trace.summary { printDiagnostic(line) }
    }
    return (manifest, scored.outcomes)
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
      try onOutcomes(collector.add(Array(requests.indices), answers) + collector.addUnasked())
      return Scored(outcomes: collector.outcomes, work: nil, trace: nil)
    }
    let line = ProgressLine("docs", total: plan.items.count, done: kept.count)
    defer { line.clear() }
    let scored = try rwkv.scorer.score(
      requests, withTrace: rwkv.programs.contains { $0.loops != nil }, known: collector.knownRequests,
      exit: exit.map { rule in
        EarlyExit(rule: rule, docOfRequest: collector.docOfRequest, knownReadouts: collector.knownReadouts)
      },
      progress: { line.update($0) },
      onBatch: { batch, answers in
        let outcomes = collector.add(batch, answers)
        line.count(outcomes.count)
        try onOutcomes(outcomes)
      })
    try onOutcomes(collector.addUnasked())
    return Scored(outcomes: collector.outcomes, work: scored.work, trace: scored.trace)
  }
}
