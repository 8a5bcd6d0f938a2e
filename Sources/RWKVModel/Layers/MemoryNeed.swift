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
    let layers = model.layers.map(\.parameterCount).max() ?? 0
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
    return applications * floats((branches + 1) * c * model.shape.headSize + 2 * (branches + 1) * c)
  }

  private func floats(_ count: Int) -> Int { count * MemoryLayout<Float>.stride }
}
