/// A number of docs out of a number of docs, as words.
struct Share: CustomStringConvertible {
  /// Docs in question.
  let count: Int
  /// All docs.
  let total: Int

  /// For example `141 of 14042 docs (1.0 %)`.
  var description: String { "\(count) of \(total) docs (\((Double(count) / Double(total)).percent(1)))" }

  /// Whether the share is above `numerator` / `denominator`, without rounding.
  func exceeds(_ numerator: Int, outOf denominator: Int) -> Bool { count * denominator > total * numerator }
}
