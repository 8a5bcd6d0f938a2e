/// From which loop count on a run in another precision answers otherwise.
public struct PrecisionBreak: Sendable, Hashable {
  /// Two runs at one loop count.
  public struct Depth: Sendable, Hashable {
    /// Total loops.
    public let loops: Int
    /// Docs that both predict the same for; a doc without a prediction in either run agrees with nothing.
    public let agreeing: Int
    /// Docs.
    public let total: Int
    /// Docs whose numbers broke in the second run.
    public let invalid: Int
    /// The largest difference of a choice's log-probabilities in nats, over docs with finite numbers in both; nil
    /// without any.
    public let largestDifference: Double?

    /// Share of docs that both predict the same for.
    public var agreement: Double { Double(agreeing) / Double(total) }
  }

  /// Agreement below this is a break: one doc in a hundred has no better reason to change than the precision, and the
  /// near ties of healthy runs are far fewer.
  public static let requiredAgreement = 0.99

  /// One a loop count that both runs have, ascending.
  public let depths: [Depth]

  /// The lowest loop count at which agreement is below `requiredAgreement`; nil where it never is.
  public var first: Depth? { depths.first { $0.agreement < Self.requiredAgreement } }

  /// Compares a run with the same in another precision.
  ///
  /// - Parameters:
  ///   - reference: The run that is compared with, for example in fp32.
  ///   - other: The same docs in any order.
  /// - Throws: `PairingError` when the docs are not the same, `DepthRunError` when there is no common loop count.
  public init(_ reference: DepthRun, _ other: DepthRun) throws {
    let pairs = try Self.pairs(reference, other)
    depths = reference.loops.enumerated().compactMap { depth, loops in
      other.loops.firstIndex(of: loops).map { otherDepth in
        Self.depth(loops, pairs.map { (reference.docs[$0].answers[depth], other.docs[$1].answers[otherDepth]) })
      }
    }
    if depths.isEmpty { throw DepthRunError.noCommonLoops(first: reference.name, second: other.name) }
  }

  private static func pairs(_ first: DepthRun, _ second: DepthRun) throws(PairingError) -> [(Int, Int)] {
    let places = Dictionary(second.docs.enumerated().map { (DocKey($1), $0) }, uniquingKeysWith: { place, _ in place })
    var pairs: [(Int, Int)] = []
    for (index, doc) in first.docs.enumerated() {
      let key = DocKey(doc)
      guard let place = places[key] else { throw .missing(key, from: second.name) }
      guard second.docs[place].docHash == doc.docHash else { throw .different(key, first.name, second.name) }
      pairs.append((index, place))
    }
    let firsts = Set(first.docs.map(DocKey.init))
    if let extra = second.docs.map(DocKey.init).first(where: { !firsts.contains($0) }) {
      throw .missing(extra, from: first.name)
    }
    return pairs
  }

  private static func depth(_ loops: Int, _ pairs: [(Outcome.Answer, Outcome.Answer)]) -> Depth {
    let predictions = pairs.map { (Prediction($0), Prediction($1)) }
    let differences = zip(pairs, predictions).flatMap { pair, prediction in
      prediction.0 == .invalid || prediction.1 == .invalid
        ? [] : zip(pair.0.logprobs, pair.1.logprobs).map { ($0 - $1).magnitude }
    }
    return Depth(
      loops: loops, agreeing: predictions.count { $0.index != nil && $0.index == $1.index }, total: pairs.count,
      invalid: predictions.count { $0.1 == .invalid }, largestDifference: differences.max())
  }
}
