internal import RWKVKernels

/// What the pass of some programs takes in memory, by count, beside the mapped file, docs and vocabulary.
public struct MemoryNeed: Sendable {
  /// Rows of the head that are multiplied at once, and the tokens of its vocabulary.
  private static let (headRows, headTokens) = (96, 4096)
  /// What OpenBLAS touches of its buffer on a thread.
  private static let blasBytes = 8 << 20

  private let model: RWKVModel
  private let programs: [DepthProgram]

  /// The need of some programs that run together.
  public init(_ model: RWKVModel, programs: [DepthProgram]) {
    self.model = model
    self.programs = programs
  }

  /// Bytes of weights in fp32: the layers of a recurrent group, or one; concatenations; a piece of the vocabulary.
  public var weights: Int {
    let layers = model.layers.map(\.widenedCount).max() ?? 0
    let adapters = model.groupInjections.count + (model.sharedAdapter == nil ? 0 : 1)
    return floats(
      LayerWeightCache.capacity(for: programs) * layers + adapters * 2 * model.shape.width * model.shape.width
        + min(Self.headTokens, model.shape.vocabulary) * model.shape.width)
  }

  /// Bytes that a token takes between two applications, with the copies from which programs that part go on.
  public var perToken: Int {
    let matrices = programs.contains(where: \.usesSource) ? 3 : 2
    return floats((1 + DepthSchedule(programs).forks) * matrices * model.shape.width)
  }

  /// Bytes of activations and scratch of all threads, for a forest of some tokens.
  public func workspace(tokens: Int, threads: Int, blocksPerThread: Int) -> Int {
    let (rows, c) = (RowBlocks(rows: tokens).size, model.shape.width)
    let scratch = WorkerScratch.columns(model)
    let blocks = min(blocksPerThread * threads, (tokens + rows - 1) / max(rows, 1))
    return floats(rows * (threads * scratch + blocks * 8 * c))
      + threads * (floats(Self.headRows * Self.headTokens) + Self.blasBytes)
  }

  /// Bytes of the states that every application keeps of a forest which goes through in stretches.
  ///
  /// - Parameter branches: Open branch points at most.
  public func states(branches: Int) -> Int {
    let (c, applications) = (model.shape.width, DepthProgram.sharedApplicationCount(of: programs))
    return applications * floats((branches + 1) * c * (model.shape.state.depth + 2))
  }

  private func floats(_ count: Int) -> Int { count * MemoryLayout<Float>.stride }
}

/// What a program costs on a model, by count.
public struct ModelCosts: Sendable, Hashable {
  /// Values in the checkpoint's tensors, each once.
  public let parameters: Int
  /// Values read in one pass over the program: parameters of the applied layers, once an application, and the rest once.
  public let unrolledParameters: Int
  /// Floating-point operations of the matrix products for one token, the head's apart: 2 a weight that is used.
  public let flopsPerToken: Int
  /// Those among them of the last application that a token which nobody reads does without: its output projection and its
  /// channel mix.
  public let unreadFlopsPerToken: Int
  /// The head's.
  public let headFlopsPerToken: Int
  /// Bytes of sequence-wise state that token-by-token inference carries: fp32, every application with a state of its own.
  public let stateBytes: Int

  /// Counts.
  public init(_ model: RWKVModel, program: DepthProgram) {
    parameters = model.checkpoint.parameterCount
    let perLayer = model.layers.map(\.parameterCount)
    let applied = program.applications.reduce(0) { $0 + perLayer[$1.layer] }
    unrolledParameters = parameters - perLayer.reduce(0, +) + applied
    let c = model.shape.width
    flopsPerToken = program.applications.reduce(0) { $0 + Self.flopsPerToken(model, $1) }
    unreadFlopsPerToken =
      program.applications.last.map { last in
        2 * model.layers[last.layer].unreadParameterCount
      } ?? 0
    headFlopsPerToken = 2 * c * model.shape.vocabulary
    let slots = program.carriesStates ? program.slotCount : program.applications.count
    stateBytes = slots * c * (model.shape.state.depth + 2) * 4
  }

  /// Floating-point operations of the matrix products of one layer application for one token.
  public static func flopsPerToken(_ model: RWKVModel, _ application: LayerApplication) -> Int {
    let c = model.shape.width
    let concats = (application.before + application.after).count { if case .concat = $0 { true } else { false } }
    let layer = model.layers[application.layer]
    let unused = application.valueResidual == .mix ? 0 : layer.timeMix.valueResidualParameterCount
    return 2 * (layer.matrixParameterCount - unused) + concats * 4 * c * c
  }
}

extension DepthProgram {
  /// Whether anything is injected, so that what is injected must be kept.
  var usesSource: Bool { applications.contains { !$0.before.isEmpty || !$0.after.isEmpty } }
}
