/// The thresholds and patiences that are tried for a criterion.
struct ExitGrid {
  /// Loops before which no exit is taken.
  let minimumLoops: Int
  /// Read-outs in a row at which a criterion must hold; `argmaxStable` tries every patience from here on.
  let patience: Int
  /// Thresholds tried for each criterion: its quantiles at 1/20, 2/20, … 19/20 over docs and depths but the last.
  static let quantiles = 20

  /// The rules of a criterion whose values are `[doc][depth]`; none where it has no values.
  func rules(_ criterion: ExitCriterion, values: [[Double?]]) -> [ExitPolicy] {
    let sorted = values.flatMap { $0.dropLast().compactMap { $0 } }.sorted()
    guard !sorted.isEmpty else { return [] }
    guard criterion.hasThreshold else {
      let longest = max(patience, (values.first?.count ?? 0) - 2)
      return (patience...longest).map { rule(criterion, threshold: 0, patience: $0) }
    }
    let thresholds = (1..<Self.quantiles).map { sorted[(sorted.count - 1) * $0 / Self.quantiles] }
    return Set(thresholds).sorted().map { rule(criterion, threshold: $0, patience: patience) }
  }

  private func rule(_ criterion: ExitCriterion, threshold: Double, patience: Int) -> ExitPolicy {
    .rule(ExitRule(criterion: criterion, threshold: threshold, minimumLoops: minimumLoops, patience: patience))
  }
}
