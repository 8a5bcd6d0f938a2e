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
    let encoded = try loaded.rwkv?.scorer.encode(plan.items.map { DocRequests($0.requests) })
    let notes = encoded.map { encoded in loaded.lengthNotes(encoded) } ?? []
    for note in notes { printDiagnostic("note: \(note)") }
    var run = try RunInProgress(self, notes: notes, output: output, stopped, startedAt: started)
    let scored = try score(encoded, kept: run.kept) { try run.append($0) }
    let manifest = try run.finish(scored)
    if let trace = scored.trace {
      if let output { try OutputError.wrapping { try RunFolder(output).write(trace) } }
      for line in trace.summary { printDiagnostic(line) }
    }
    return (manifest, scored.outcomes)
  }

  /// - Parameter notes: What a reader must know beside what is known of the model.
  func manifest(startedAt: Date, notes: [String] = []) -> RunManifest {
    var manifest = RunManifest(
      toolVersion: toolVersion, commandLine: CommandLine.arguments, startedAt: startedAt.formatted(.iso8601),
      model: loaded.manifest, task: plan.task,
      machine: MachineDescription.manifest(loaded.engine, precision: loaded.precision))
    manifest.layout = loaded.layout
    manifest.exit = exit
    manifest.model.notes += notes
    return manifest
  }

  /// Every doc's outcome without answers, in run order.
  var docs: [Outcome] { plan.items.map(\.doc) }

  /// Scores every request of every doc.
  ///
  /// - Parameters:
  ///   - encoded: All docs; nil for a baseline.
  ///   - kept: Outcomes that are there already.
  ///   - onOutcomes: Gets the others as they are completed.
  private func score(_ encoded: EncodedDocs?, kept: [Outcome], onOutcomes: ([Outcome]) throws -> Void) throws -> Scored
  {
    let keptOfDoc = Dictionary(uniqueKeysWithValues: kept.map { (DocKey($0), $0) })
    var outcomes = plan.items.map { keptOfDoc[DocKey($0.doc)] }
    let known = outcomes.map { $0?.answers.count }
    func take(_ docs: [Int], _ answers: [[[Loglikelihood]]]) throws -> Int {
      let new = zip(docs, answers).map { plan.items[$0].outcome($1, loaded.languageModel.readouts) }
      for (doc, outcome) in zip(docs, new) { outcomes[doc] = outcome }
      try onOutcomes(new)
      return new.count
    }
    guard let rwkv = loaded.rwkv, var encoded else {
      let docs = zip(plan.items, known).map { DocRequests($0.requests, knownReadouts: $1) }
      let answers = try loaded.languageModel.loglikelihoods(of: docs) { _ in }
      let unknown = known.indices.filter { known[$0] == nil }
      _ = try take(unknown, unknown.map { answers[$0] })
      return Scored(outcomes: outcomes.compactMap { $0 }, work: nil, trace: nil)
    }
    let line = ProgressLine("docs", total: plan.items.count, done: kept.count)
    defer { line.clear() }
    encoded.setKnown(known)
    let scored = try rwkv.scorer.score(
      encoded, withTrace: rwkv.programs.contains { $0.loops != nil }, exit: exit, progress: { line.update($0) },
      onDocs: { line.count(try take($0, $1)) })
    return Scored(outcomes: outcomes.compactMap { $0 }, work: scored.work, trace: scored.trace)
  }
}
