internal import RWKVKernels
internal import Synchronization

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

/// Running normalisers and target logits of all rows while the vocabulary passes in chunks.
final class HeadResults: Sendable {
  private struct Row: Sendable {
    var softmax = SoftmaxAccumulator()
    /// Targets of the row: their tokens and, once seen, their logits.
    var tokens: [Int] = []
    var logits: [Float] = []
  }

  private let rows: Mutex<[Row]>

  init(rows count: Int, targets: [OutputHead.Target]) {
    var rows = [Row](repeating: Row(), count: count)
    for target in targets {
      rows[target.row].tokens.append(target.token)
      rows[target.row].logits.append(.nan)
    }
    self.rows = Mutex(rows)
  }

  /// Adds a chunk of logits; chunks of one row come in the vocabulary's order.
  func update(_ logits: Matrix, rows range: Range<Int>, firstToken: Int, kernels: Kernels) {
    var part = rows.withLock { Array($0[range]) }
    for index in part.indices {
      part[index].softmax.update(logits, row: index, firstIndex: firstToken, kernels: kernels)
      for (target, token) in part[index].tokens.enumerated() {
        let column = token - firstToken
        if column >= 0 && column < logits.columns { part[index].logits[target] = logits[index, column] }
      }
    }
    rows.withLock { $0.replaceSubrange(range, with: part) }
  }

  func scores(of targets: [OutputHead.Target]) -> [OutputHead.Score] {
    rows.withLock { rows in
      var next = [Int](repeating: 0, count: rows.count)
      return targets.map { target in
        let row = rows[target.row]
        let logprob = Double(row.logits[next[target.row]]) - row.softmax.logNormalizer
        next[target.row] += 1
        return OutputHead.Score(
          logprob: logprob, isArgmax: logprob.isFinite && row.softmax.argmax == target.token)
      }
    }
  }
}

/// Rows of hidden states, [rows, C].
public struct HiddenRows {
  let matrix: Matrix
  /// Number of rows.
  public var count: Int { matrix.rows }

  init(matrix: Matrix) { self.matrix = matrix }

  /// Rows of their own with the same values.
  init(copying other: HiddenRows) {
    matrix = Matrix(unfilledRows: other.count, columns: other.matrix.columns)
    matrix.copyRows(0..<other.count, from: other.matrix)
  }

  /// The values of a row, C of them.
  public func row(_ index: Int) -> [Float] { matrix.row(index) }
}
