/// A run's docs with their answers at several loop counts, from the fewest loops to the most.
public struct DepthRun: Sendable, Hashable {
  /// Name for messages, for example the run's folder.
  public let name: String
  /// The read-outs, ascending in loops.
  public let depths: [ReadoutDepth]
  /// Total loops of each depth.
  public let loops: [Int]
  /// One a doc, in run order, with an answer at each depth.
  public let docs: [Outcome]
  /// Predicted choices, `[doc][depth]`; nil where the answer is a tie or broken.
  public let predictions: [[Int?]]
  /// Whether results were rounded to a narrower format than fp32.
  public let isRounded: Bool

  /// The docs of a run at its loop counts.
  ///
  /// - Parameters:
  ///   - name: Name for messages.
  ///   - readouts: Depths of the outcomes' answers, in any order.
  ///   - outcomes: One a doc.
  ///   - isRounded: Whether results were rounded to a narrower format than fp32.
  /// - Throws: When there are fewer than two loop counts or no docs, or docs stopped before the last loop count.
  public init(
    name: String, readouts: [ReadoutDepth], outcomes: [Outcome], isRounded: Bool = false
  ) throws(DepthRunError) {
    let order = readouts.indices.filter { readouts[$0].loops != nil }
      .sorted { (readouts[$0].loops ?? 0) < (readouts[$1].loops ?? 0) }
    guard order.count > 1 else { throw .oneDepth(run: name, loops: readouts.first?.loops) }
    guard !outcomes.isEmpty else { throw .noDocs(run: name) }
    guard outcomes.allSatisfy({ $0.answers.count == readouts.count }) else { throw .stoppedEarly(run: name) }
    self.name = name
    self.isRounded = isRounded
    depths = order.map { readouts[$0] }
    loops = depths.compactMap(\.loops)
    docs = outcomes.map { outcome in outcome.answered(order.map { outcome.answers[$0] }) }
    predictions = docs.map { doc in doc.answers.indices.map { doc.prediction(at: $0).index } }
  }

  /// Whether a doc is answered right at a depth.
  public func isRight(_ doc: Int, at depth: Int) -> Bool { docs[doc].isRight(at: depth) }
}

/// What a read-out at some loop count stands for.
public enum ReadoutKind: String, Sendable, Hashable, Codable {
  /// The answer of the program with that many loops.
  case exact
  /// The answer of a longer program that was stopped there: with several groups in sequence, its later groups have not
  /// run, so it is not the program with that many loops.
  case prefix
}

/// Why a run that is all right by itself says nothing about depths.
public enum DepthRunError: Error, Hashable, CustomStringConvertible {
  /// There are fewer than two loop counts.
  case oneDepth(run: String, loops: Int?)
  /// There are no docs.
  case noDocs(run: String)
  /// An exit rule stopped docs before the last loop count.
  case stoppedEarly(run: String)
  /// Two runs have no loop count in common.
  case noCommonLoops(first: String, second: String)

  /// What, where and how to remedy it.
  public var description: String {
    switch self {
    case .oneDepth(let run, let loops):
      "\(run): \(loops.map { "was read out at \($0) loops only" } ?? "has no loop counts"), and two or more are compared. "
        + "Run it again with several, for example --loops 8,16,400."
    case .noDocs(let run):
      "\(run): has no docs. Run it again to its end."
    case .stoppedEarly(let run):
      "\(run): an exit rule stopped docs before the last loop count, so not every doc has every depth. Run it again without "
        + "--exit."
    case .noCommonLoops(let first, let second):
      "\(second): has no loop count in common with \(first). Run it again with the same --loops."
    }
  }
}
