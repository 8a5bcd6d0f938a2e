internal import DepthStudy
internal import Console
public import EvalCore
internal import RWKVModel

extension RWKVLanguageModel {
  /// Log-likelihoods and how much was computed for them.
  public struct Scored: Sendable {
    /// Indexed `[doc][request][readout]`, up to the exit of a doc that stopped; empty for a known doc.
    public var answers: [[[Loglikelihood]]]
    /// Logits after the context's last token, `[doc][request][readout][vocabulary]`; empty unless asked for.
    public var logits: [[[[Float]]]]
    /// Tokens and applications.
    public var work: RunManifest.Work
    /// What the last program did to hidden states, over what was computed; nil unless asked for.
    public var trace: DepthTrace?

    /// A result of scoring.
    public init(
      answers: [[[Loglikelihood]]], logits: [[[[Float]]]], work: RunManifest.Work, trace: DepthTrace? = nil
    ) {
      self.answers = answers
      self.logits = logits
      self.work = work
      self.trace = trace
    }
  }

  /// Scores every request of every doc that is not known.
  ///
  /// - Parameters:
  ///   - docs: Of a batch with a doc to be scored, known docs are computed too where the others' bits need it, so that
  ///     these are the same as in a run without interruption.
  ///   - withLogits: Also returns whole rows of logits.
  ///   - withTrace: Also looks at hidden states after every layer application.
  ///   - exit: Docs stop when it is met; what only they need is computed no more. Nil for all to be read out everywhere.
  ///     With it there is no trace.
  ///   - progress: Called after every layer application of a batch; what it throws ends the scoring.
  ///   - onDocs: Called as soon as docs are answered with their indices and answers, `[doc][request][readout]`.
  /// - Throws: `UserError` naming the request that cannot be tokenised or the program under which no doc can stop, and
  ///   what `progress` and `onDocs` throw.
  public func score(
    _ docs: [DocRequests], withLogits: Bool = false, withTrace: Bool = false, exit: ExitRule? = nil,
    progress: (ScoringProgress) throws -> Void = { _ in },
    onDocs: (_ docs: [Int], _ answers: [[[Loglikelihood]]]) throws -> Void = { _, _ in }
  ) throws -> Scored {
    try score(
      encode(docs), withLogits: withLogits, withTrace: withTrace, exit: exit, progress: progress, onDocs: onDocs)
  }

  /// The same for docs that are encoded.
  public func score(
    _ encoded: EncodedDocs, withLogits: Bool = false, withTrace: Bool = false, exit: ExitRule? = nil,
    progress: (ScoringProgress) throws -> Void = { _ in },
    onDocs: (_ docs: [Int], _ answers: [[[Loglikelihood]]]) throws -> Void = { _, _ in }
  ) throws -> Scored {
    if exit != nil { try checkExits() }
    let docs = encoded.docs
    let course = try BatchCourse(
      layout, ForwardPass(model, programs: programs, engine: engine), programs: programs, canStop: exit != nil)
    let batches = engine.measure(.forest) {
      DocBatches(
        docs.map { $0.parts.map(\.input) }, limit: course.tokensPerBatch, sharesPrefixes: layout.sharesPrefixes)
    }
    let toDo = batches.batches.filter { $0.docs.contains { docs[$0].knownReadouts == nil } }
    let applications = course.pass.applicationCount
    let tokens = toDo.reduce(0) { sum, batch in
      let isWhole = batch.docs.allSatisfy { docs[$0].knownReadouts == nil }
      return sum + (isWhole ? batch.tokens : course.rowCount(forest(batch, docs)))
    }
    var state = ScoringProgress(workTotal: tokens * applications, tokensTotal: tokens)
    var scored = Scored(
      answers: Array(repeating: [], count: docs.count),
      logits: Array(repeating: [], count: withLogits ? docs.count : 0),
      work: RunManifest.Work(
        requestTokens: batches.requestTokens, computedTokens: batches.computedTokens,
        tokenApplications: batches.computedTokens * applications))
    let trace = withTrace && exit == nil ? TraceCollector(programs) : nil
    for members in toDo {
      let batch = forest(members, docs)
      let before = state.workDone
      try batch.run(
        .init(
          pass: course.pass, head: OutputHead(model, engine: engine), stretching: course.stretching(batch),
          withLogits: withLogits, trace: trace, exit: exit)
      ) { rows in
        state.workDone += rows
        try progress(state)
      } onDocs: { own in
        for doc in own {
          scored.answers[members.docs[doc.doc]] = doc.answers
          if withLogits { scored.logits[members.docs[doc.doc]] = doc.logits }
        }
        try onDocs(own.map { members.docs[$0.doc] }, own.map(\.answers))
      }
      // What stopped docs saved counts as done.
      state.workDone = before + course.rowCount(batch) * applications
      try progress(state)
    }
    scored.trace = trace?.trace
    if exit != nil {
      scored.work.tokenApplications = tokenApplications(batches.batches, docs, course) {
        docs[$0].knownReadouts ?? scored.answers[$0].first?.count ?? 0
      }
    }
    return scored
  }

  private func forest(_ batch: DocBatches.Batch, _ docs: [EncodedDoc]) -> ForestBatch {
    engine.measure(.forest) {
      ForestBatch(batch.docs.map { docs[$0] }, sharesPrefixes: layout.sharesPrefixes, programs: programs)
    }
  }

  /// Tokens times layer applications of batches whose docs have stopped.
  ///
  /// - Parameter readouts: Of a doc.
  private func tokenApplications(
    _ batches: [DocBatches.Batch], _ docs: [EncodedDoc], _ course: BatchCourse, readouts: (_ doc: Int) -> Int
  ) -> Int {
    batches.reduce(0) { sum, members in
      let batch = forest(members, docs)
      guard course.stretching(batch) == nil else { return sum + members.tokens * course.pass.applicationCount }
      return sum
        + batch.rowApplications(
          readouts: members.docs.map(readouts), applications: course.pass.applicationsUntilReadout)
    }
  }

  private func checkExits() throws {
    let remedy = "Leave out --exit, or choose another --depth-program"
    guard programs.allSatisfy(\.isCausal) else {
      throw UserError(
        "the depth program is not causal: its states are carried from one application to the next, so a doc cannot leave "
          + "the others", remedy: remedy)
    }
    guard readouts.allSatisfy({ $0.triedFlopsPerToken != nil }) else {
      throw UserError(
        "the read-outs do not come in the order of their loops, so no doc can stop at one", remedy: remedy)
    }
  }
}
