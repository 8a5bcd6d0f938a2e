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
  /// - Parameter kept: Where the run is kept, and what is there.
  /// - Throws: `ExitCode` when a signal ended the run; what was complete is then kept.
  func run(_ kept: KeptRun, startedAt started: Date) throws -> EvaluatedRun {
    if plan.keepsTokens { try KeptTokens.check(loaded) }
    progress.introduce(loaded.introduction + plan.introduction)
    if case .finished(let run) = kept.content { return try again(run) }
    let encoded = try loaded.rwkv?.scorer.encode(plan.items.map { DocRequests($0.requests) })
    let notes = encoded.map { encoded in loaded.lengthNotes(encoded) } ?? []
    for note in notes { printDiagnostic("note: \(note)") }
    var run = try RunInProgress(self, notes: notes, kept, startedAt: started)
    var done = run.kept.count
    let scored: Scored
    do {
      scored = try StopRequest.listening {
        try score(encoded, kept: run.kept) { outcomes in
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
    let now = manifest(startedAt: Date())
    try run.requireSame(now, docs: docs)
    try run.requireCheckpoint(CheckpointDigest(loaded.rwkv?.model.checkpoint).value())
    progress.introduce([
      "\(run.folder.path): holds this run, finished: \(run.outcomes.count) docs; nothing is scored again"
    ])
    var manifest = run.manifest
    manifest.upgrade(to: now)
    let items = Dictionary(uniqueKeysWithValues: plan.items.map { (DocKey($0.doc), $0) })
    return EvaluatedRun(
      manifest: manifest, outcomes: try run.outcomes.map { try items[DocKey($0)]?.completed($0) ?? $0 },
      folder: run.folder, isFolderNamed: true, isQuiet: progress.quiet)
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
    var outcomes = try plan.items.map { item in try keptOfDoc[DocKey(item.doc)].map(item.completed) }
    func take(_ docs: [Int], _ answers: [[[Loglikelihood]]]) throws -> [Outcome] {
      let new = try zip(docs, answers).map { doc, answers in
        try plan.items[doc].completed(plan.items[doc].outcome(answers, loaded.languageModel.readouts))
      }
      for (doc, outcome) in zip(docs, new) { outcomes[doc] = outcome }
      try onOutcomes(new)
      return new
    }
    // Nothing is asked about an empty text.
    let unasked = outcomes.indices.filter { outcomes[$0] == nil && plan.items[$0].requests.isEmpty }
    if !unasked.isEmpty { _ = try take(unasked, unasked.map { _ in [] }) }
    let known = outcomes.map { $0?.answers.count }
    guard let rwkv = loaded.rwkv, var encoded else {
      let docs = zip(plan.items, known).map { DocRequests($0.requests, knownReadouts: $1) }
      let answers = try loaded.languageModel.loglikelihoods(of: docs) { _ in }
      let unknown = known.indices.filter { known[$0] == nil }
      _ = try take(unknown, unknown.map { answers[$0] })
      return Scored(outcomes: outcomes.compactMap { $0 }, work: nil, trace: nil)
    }
    let line = progress.line("docs", total: plan.items.count, done: kept.count)
    line.judge(kept)
    defer { line.clear() }
    encoded.setKnown(known)
    let scored = try rwkv.scorer.score(
      encoded, withTrace: rwkv.programs.contains { $0.loops != nil }, exit: exit,
      progress: { state in
        try StopRequest.check()
        line.update(state)
      },
      onDocs: { docs, answers in
        try loaded.requireUnchanged()
        let new = try take(docs, answers)
        line.count(new.count)
        line.judge(new)
      })
    try loaded.requireUnchanged()
    return Scored(outcomes: outcomes.compactMap { $0 }, work: scored.work, trace: scored.trace)
  }
}
