internal import RWKVKernels

/// The vocabulary head: log-probabilities of chosen tokens over the full vocabulary, or whole rows of logits.
///
/// The head's weights are widened a chunk of the vocabulary at a time, so that memory does not grow with it.
public struct OutputHead {
  /// A token to score after a row of hidden states.
  public struct Target: Sendable, Hashable {
    /// Index of the row.
    public let row: Int
    /// Token id.
    public let token: Int

    /// A target.
    public init(row: Int, token: Int) {
      self.row = row
      self.token = token
    }
  }

  /// The score of a token.
  public struct Score: Sendable, Hashable {
    /// Log-probability in nats; NaN where any logit of the row is NaN or +∞, or where a chunk of the vocabulary is all −∞.
    public let logprob: Double
    /// Whether the token is the most likely one (the lowest id of equals); false where `logprob` is not finite.
    public let isArgmax: Bool
  }

  private static let chunk = 4096
  private static let rowBlock = 96
  private let weight: CheckpointTensor
  private let engine: Engine

  /// The head of a model.
  public init(_ model: RWKVModel, engine: Engine) {
    weight = model.head
    self.engine = engine.rounding(to: model.precision)
  }

  /// Scores tokens.
  ///
  /// - Parameters:
  ///   - targets: Any number a row, in any order.
  ///   - hidden: After the final norm.
  /// - Returns: A score a target, in their order.
  public func scores(of targets: [Target], hidden: HiddenRows) -> [Score] {
    let rows = hidden.count
    let results = HeadResults(rows: rows, targets: targets)
    forEachChunk(hidden) { logits, block, firstToken, kernels in
      results.update(logits, rows: block, firstToken: firstToken, kernels: kernels)
    }
    return results.scores(of: targets)
  }

  /// Whole rows of logits.
  public func logits(hidden: HiddenRows) -> [[Float]] {
    let all = Matrix(rows: hidden.count, columns: weight.shape[0])
    forEachChunk(hidden) { logits, block, firstToken, _ in
      all.copyRows(block, from: logits, 0..<block.count, toColumn: firstToken)
    }
    return (0..<hidden.count).map(all.row)
  }

  /// Calls `body` with the logits of every block of rows and chunk of the vocabulary; blocks of one chunk may run at the
  /// same time.
  private func forEachChunk(
    _ hidden: HiddenRows,
    _ body: @Sendable (_ logits: Matrix, _ rows: Range<Int>, _ firstToken: Int, _ kernels: Kernels) -> Void
  ) {
    let (weight, kernels, team, clock) = (weight, engine.kernels.withoutClock, engine.team, engine.clock)
    let hidden = hidden.matrix
    let blocks = stride(from: 0, to: hidden.rows, by: Self.rowBlock).map { $0..<min($0 + Self.rowBlock, hidden.rows) }
    for start in stride(from: 0, to: weight.shape[0], by: Self.chunk) {
      let tokens = start..<min(start + Self.chunk, weight.shape[0])
      let widened = Matrix(rows: tokens.count, columns: hidden.columns)
      let parts = stride(from: 0, to: tokens.count, by: 256).map { $0..<min($0 + 256, tokens.count) }
      team.forEach(parts.count) { part, _ in
        let tokens = (start + parts[part].lowerBound)..<(start + parts[part].upperBound)
        clock.measure(.head) { widened.withMutableSpan(rows: parts[part]) { weight.widen(rows: tokens, into: &$0) } }
      }
      let linear = LinearWeights(widened, .outputByInput)
      team.forEach(blocks.count) { block, _ in
        clock.measure(.head) {
          let logits = Matrix(rows: blocks[block].count, columns: tokens.count)
          kernels.linear(hidden, blocks[block], linear, into: logits, 0..<blocks[block].count)
          body(logits, blocks[block], start, kernels)
        }
      }
    }
  }
}
