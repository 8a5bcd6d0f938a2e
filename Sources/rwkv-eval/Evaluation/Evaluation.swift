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
    let keptOfDoc = Dictionary(uniqueKeysWithValues: kept.map { (DocKey($0), $0) })
    var outcomes = plan.items.map { keptOfDoc[DocKey($0.doc)] }
    func take(_ docs: [Int], _ answers: [[[Loglikelihood]]]) throws -> Int {
      let new = zip(docs, answers).map { plan.items[$0].outcome($1, loaded.languageModel.readouts) }
      for (doc, outcome) in zip(docs, new) { outcomes[doc] = outcome }
      try onOutcomes(new)
      return new.count
    }
    // Nothing is asked about an empty text.
    let unasked = outcomes.indices.filter { outcomes[$0] == nil && plan.items[$0].requests.isEmpty }
    if !unasked.isEmpty { _ = try take(unasked, unasked.map { _ in [] }) }
    let docs = zip(plan.items, outcomes).map { DocRequests($0.requests, knownReadouts: $1?.answers.count) }
    guard let rwkv = loaded.rwkv else {
      let answers = try loaded.languageModel.loglikelihoods(of: docs) { _ in }
      let unknown = docs.indices.filter { docs[$0].knownReadouts == nil }
      _ = try take(unknown, unknown.map { answers[$0] })
      return Scored(outcomes: outcomes.compactMap { $0 }, work: nil, trace: nil)
    }
    let line = ProgressLine("docs", total: plan.items.count, done: kept.count)
    defer { line.clear() }
    let scored = try rwkv.scorer.score(
      docs, withTrace: rwkv.programs.contains { $0.loops != nil }, exit: exit, progress: { line.update($0) },
      onDocs: { docs, answers in
        try loaded.requireUnchanged()
        line.count(try take(docs, answers))
      })
    try loaded.requireUnchanged()
    return Scored(outcomes: outcomes.compactMap { $0 }, work: scored.work, trace: scored.trace)
  }
}
