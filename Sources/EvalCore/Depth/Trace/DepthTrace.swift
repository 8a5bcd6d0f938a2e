/// What every layer application of a depth program did to the hidden state, in the order of the program.
public struct DepthTrace: Sendable, Hashable, Codable {
  /// One a layer application.
  public let records: [DepthTraceRecord]

  /// A trace from its records.
  public init(_ records: [DepthTraceRecord]) { self.records = records }

  /// The recurrent groups, in the order in which they are entered.
  public var groups: [Int] {
    var seen: Set<Int> = []
    return records.compactMap(\.group).filter { seen.insert($0).inserted }
  }

  /// The records of a group, in order.
  public func records(ofGroup group: Int) -> [DepthTraceRecord] { records.filter { $0.group == group } }

  /// The first application after which a sampled row holds NaN or infinity; nil for a healthy trace.
  public var firstNonFinite: DepthTraceRecord? { records.first { $0.nonFiniteRows > 0 } }
}
