public import EvalCore
public import RWKVModel

/// An RWKV-7 checkpoint under one or several depth programs as a language model that scores requests.
public struct RWKVLanguageModel: LanguageModel {
  /// How requests are laid out.
  public struct Layout: Sendable, Hashable {
    /// Tokens of a forest; a longer text goes through the model in stretches of about so many.
    public var tokensPerBatch: Int
    /// Whether each distinct prefix is computed once; ignored for programs that are not causal.
    public var sharesPrefixes: Bool

    /// A layout.
    public init(tokensPerBatch: Int = 32768, sharesPrefixes: Bool = true) {
      self.tokensPerBatch = tokensPerBatch
      self.sharesPrefixes = sharesPrefixes
    }
  }

  /// Name for reports.
  public let name: String
  /// One entry a program.
  public let readouts: [ReadoutDepth]
  let model: RWKVModel
  let programs: [DepthProgram]
  let encoder: RequestEncoder
  let layout: Layout
  let engine: Engine

  /// A model ready to score.
  ///
  /// - Parameter kinds: What each program's result stands for; nil where all are exact.
  /// - Throws: `ModelError` when a program needs a tensor that the checkpoint lacks.
  public init(
    name: String, model: RWKVModel, programs: [DepthProgram], kinds: [ReadoutKind]? = nil, encoder: RequestEncoder,
    layout: Layout, engine: Engine
  ) throws {
    precondition(kinds.map { $0.count == programs.count } ?? true, "a kind for every program")
    for program in programs { try model.check(program) }
    self.name = name
    self.model = model
    self.programs = programs
    self.encoder = encoder
    self.engine = engine
    let isCausal = programs.allSatisfy(\.isCausal)
    self.layout = Layout(tokensPerBatch: layout.tokensPerBatch, sharesPrefixes: layout.sharesPrefixes && isCausal)
    let tried = DepthProgram.accumulatedCosts(of: programs) { ModelCosts.flopsPerToken(model, $0) }
    let areInOrder = zip(tried, tried.dropFirst()).allSatisfy(<)
    readouts = programs.enumerated().map { index, program in
      ReadoutDepth(
        loops: program.loops, layerApplications: program.applications.count, kind: kinds?[index],
        flopsPerToken: ModelCosts(model, program: program).flopsPerToken,
        triedFlopsPerToken: areInOrder ? tried[index] : nil)
    }
  }

  /// Scores every request; see `LanguageModel`.
  public func loglikelihoods(
    of requests: [LoglikelihoodRequest], progress: (ScoringProgress) -> Void
  ) throws -> [[Loglikelihood]] {
    try score(requests, progress: progress).answers
  }

  /// Log-likelihoods and how much was computed for them.
  public struct Scored: Sendable {
    /// Indexed `[request][readout]`, up to the exit of a request that stopped; empty for a request of a batch that was left
    /// out.
    public var answers: [[Loglikelihood]]
    /// Logits after the context's last token, `[request][readout][vocabulary]`; empty unless asked for.
    public var logits: [[[Float]]]
    /// Tokens and applications.
    public var work: RunManifest.Work
    /// What the last program did to hidden states, over the batches that were computed; nil unless asked for.
    public var trace: DepthTrace?

    /// A result of scoring.
    public init(answers: [[Loglikelihood]], logits: [[[Float]]], work: RunManifest.Work, trace: DepthTrace? = nil) {
      self.answers = answers
      self.logits = logits
      self.work = work
      self.trace = trace
    }
  }

  /// Scores every request.
  ///
  /// - Parameters:
  ///   - withLogits: Also returns whole rows of logits.
  ///   - withTrace: Also looks at hidden states after every layer application.
  ///   - known: Requests whose answers are known already. A batch is left out when all of its requests are known, and
  ///     computed whole otherwise, so that its numbers have the same bits as in a run without interruption.
  ///   - exit: Docs that stop when a rule is met; what only they need is computed no more. Nil for all to be read out
  ///     everywhere. With it there is no trace.
  ///   - progress: Called after every layer application of a batch; what it throws drops the batch.
  ///   - onBatch: Called after every batch with the indices of its requests and their answers.
  /// - Throws: `ScoringError` naming the request that cannot be tokenised or the program under which no doc can stop, and
  ///   what `progress` and `onBatch` throw.
  public func score(
    _ requests: [LoglikelihoodRequest], withLogits: Bool = false, withTrace: Bool = false,
    known: Set<Int> = [], exit: EarlyExit? = nil, progress: (ScoringProgress) throws -> Void = { _ in },
    onBatch: (_ requests: [Int], _ answers: [[Loglikelihood]]) throws -> Void = { _, _ in }
  ) throws -> Scored {
    let encoded = try engine.measure(.tokenising) {
      try requests.enumerated().map { try encoder.encode($0.element, index: $0.offset) }
    }
    let batches = engine.measure(.forest) {
      ForestBatches(encoded.map(\.input), limit: layout.tokensPerBatch, sharesPrefixes: layout.sharesPrefixes)
    }
    if let exit { try check(exit, batches.batches) }
    let pass = try ForwardPass(model, programs: programs, engine: engine)
    let applications = pass.applicationCount
    let toDo = batches.batches.filter { !known.isSuperset(of: $0.requests) }
    let tokens = toDo.reduce(0) { $0 + $1.tokens }
    var state = ScoringProgress(workTotal: tokens * applications, tokensTotal: tokens)
    var scored = Scored(
      answers: Array(repeating: [], count: requests.count),
      logits: Array(repeating: [], count: withLogits ? requests.count : 0),
      work: RunManifest.Work(
        requestTokens: batches.requestTokens, computedTokens: batches.computedTokens,
        tokenApplications: batches.computedTokens * applications))
    let trace = withTrace && exit == nil ? TraceCollector(programs) : nil
    for members in toDo.map(\.requests) {
      var batch = engine.measure(.forest) {
        ForestBatch(members.map { encoded[$0] }, sharesPrefixes: layout.sharesPrefixes, programs: programs)
      }
      let head = OutputHead(model, engine: engine)
      let workBefore = state.workDone
      try batch.run(
        pass, head, tokensAtOnce: layout.tokensPerBatch, withLogits: withLogits, trace: trace,
        exits: exit.map { ExitingDocs($0, members: members) }
      ) { tokens in
        state.workDone += tokens
        try progress(state)
      }
      // What stopped docs saved counts as done.
      state.workDone = workBefore + batch.tokens * applications
      for (place, index) in members.enumerated() {
        scored.answers[index] = batch.answers[place]
        if withLogits { scored.logits[index] = batch.logits[place] }
      }
      try onBatch(members, batch.answers)
      try progress(state)
    }
    scored.trace = trace?.trace
    if let exit {
      scored.work.tokenApplications = batches.batches.reduce(0) { sum, members in
        let batch = ForestBatch(
          members.requests.map { encoded[$0] }, sharesPrefixes: layout.sharesPrefixes, programs: programs)
        return sum
          + batch.rowApplications(
            readouts: members.requests.map { exit.knownReadouts[$0] ?? scored.answers[$0].count },
            applications: pass.applicationsUntilReadout)
      }
    }
    return scored
  }

  private func check(_ exit: EarlyExit, _ batches: [ForestBatches.Batch]) throws {
    let remedy = "Leave out --exit, or choose another --depth-program"
    guard programs.allSatisfy(\.isCausal) else {
      throw ScoringError(
        "the depth program is not causal: its states are carried from one application to the next, so a doc cannot leave "
          + "the others", remedy: remedy)
    }
    guard readouts.allSatisfy({ $0.triedFlopsPerToken != nil }) else {
      throw ScoringError(
        "the read-outs do not come in the order of their loops, so no doc can stop at one", remedy: remedy)
    }
    try exit.check(batches)
  }
}
