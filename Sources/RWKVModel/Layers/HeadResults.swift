internal import RWKVKernels
internal import Synchronization

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
