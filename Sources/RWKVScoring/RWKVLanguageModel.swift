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
  /// - Throws: `ModelError` when a program needs a tensor that the checkpoint lacks.
  public init(
    name: String, model: RWKVModel, programs: [DepthProgram], encoder: RequestEncoder, layout: Layout, engine: Engine
  ) throws {
    for program in programs { try model.check(program) }
    self.name = name
    self.model = model
    self.programs = programs
    self.encoder = encoder
    self.engine = engine
    let isCausal = programs.allSatisfy(\.isCausal)
    self.layout = Layout(tokensPerBatch: layout.tokensPerBatch, sharesPrefixes: layout.sharesPrefixes && isCausal)
    readouts = programs.map { ReadoutDepth(loops: $0.loops, layerApplications: $0.applications.count) }
  }

  /// Scores every request; see `LanguageModel`.
  public func loglikelihoods(
    of requests: [LoglikelihoodRequest], progress: (ScoringProgress) -> Void
  ) throws -> [[Loglikelihood]] {
    try score(requests, progress: progress).answers
  }

  /// Log-likelihoods and how much was computed for them.
  public struct Scored: Sendable {
    /// Indexed `[request][readout]`; empty for a request of a batch that was left out.
    public var answers: [[Loglikelihood]]
    /// Logits after the context's last token, `[request][readout][vocabulary]`; empty unless asked for.
    public var logits: [[[Float]]]
    /// Tokens and applications.
    public var work: RunManifest.Work

    /// A result of scoring.
    public init(answers: [[Loglikelihood]], logits: [[[Float]]], work: RunManifest.Work) {
      self.answers = answers
      self.logits = logits
      self.work = work
    }
  }

  /// Scores every request.
  ///
  /// - Parameters:
  ///   - withLogits: Also returns whole rows of logits.
  ///   - known: Requests whose answers are known already. A batch is left out when all of its requests are known, and
  ///     computed whole otherwise, so that its numbers have the same bits as in a run without interruption.
  ///   - progress: Called after every layer application of a batch.
  ///   - onBatch: Called after every batch with the indices of its requests and their answers.
  /// - Throws: `ScoringError` naming the request that cannot be tokenised, and what `onBatch` throws.
  public func score(
    _ requests: [LoglikelihoodRequest], withLogits: Bool = false, known: Set<Int> = [],
    progress: (ScoringProgress) -> Void = { _ in },
    onBatch: (_ requests: [Int], _ answers: [[Loglikelihood]]) throws -> Void = { _, _ in }
  ) throws -> Scored {
    let encoded = try engine.measure(.tokenising) {
      try requests.enumerated().map { try encoder.encode($0.element, index: $0.offset) }
    }
    let batches = engine.measure(.forest) {
      ForestBatches(encoded.map(\.input), limit: layout.tokensPerBatch, sharesPrefixes: layout.sharesPrefixes)
    }
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
    for members in toDo.map(\.requests) {
      var batch = engine.measure(.forest) {
        ForestBatch(members.map { encoded[$0] }, sharesPrefixes: layout.sharesPrefixes, programs: programs)
      }
      let head = OutputHead(model, engine: engine)
      try batch.run(pass, head, tokensAtOnce: layout.tokensPerBatch, withLogits: withLogits) { tokens in
        state.workDone += tokens
        progress(state)
      }
      for (place, index) in members.enumerated() {
        scored.answers[index] = batch.answers[place]
        if withLogits { scored.logits[index] = batch.logits[place] }
      }
      try onBatch(members, batch.answers)
      progress(state)
    }
    return scored
  }
}
