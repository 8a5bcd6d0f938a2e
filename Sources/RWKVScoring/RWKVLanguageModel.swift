public import EvalCore
public import RWKVModel

/// An RWKV-7 checkpoint under one or several depth programs as a language model that scores requests.
public struct RWKVLanguageModel: LanguageModel {
  /// How docs are laid out.
  public struct Layout: Sendable, Hashable {
    /// What a kill costs: half a minute of two processor cores at 150 GFLOPS, 75 s at 65 GFLOPS.
    public static let workAtOnce = 4_800_000_000_000

    /// Tokens of a forest; a longer text goes through the model in stretches of about so many.
    public var tokensPerBatch: Int
    /// Whether each distinct prefix is computed once; ignored for programs that are not causal.
    public var sharesPrefixes: Bool
    /// Floating-point operations after which answers are given out; nil for any number.
    ///
    /// A batch of more goes through in stretches; where it cannot, batches are smaller.
    public var flopsAtOnce: Int?

    /// A layout.
    public init(tokensPerBatch: Int = 32768, sharesPrefixes: Bool = true, flopsAtOnce: Int? = Self.workAtOnce) {
      self.tokensPerBatch = tokensPerBatch
      self.sharesPrefixes = sharesPrefixes
      self.flopsAtOnce = flopsAtOnce
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
  /// - Throws: `UserError` when a program needs a tensor that the checkpoint lacks.
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
    self.layout = Layout(
      tokensPerBatch: layout.tokensPerBatch, sharesPrefixes: layout.sharesPrefixes && isCausal,
      flopsAtOnce: layout.flopsAtOnce)
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
    of docs: [DocRequests], progress: (ScoringProgress) throws -> Void
  ) throws -> [[[Loglikelihood]]] {
    try score(docs, progress: progress).answers
  }

  /// The docs as token ids.
  ///
  /// - Throws: `UserError` naming the request that cannot be encoded.
  public func encode(_ docs: [DocRequests]) throws -> EncodedDocs {
    try engine.measure(.tokenising) { try encoder.encode(docs) }
  }
}
