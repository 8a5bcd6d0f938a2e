/// The right and the predicted choice of a doc.
struct LabelPair: Hashable {
  /// Index of the right choice, or `MetricValue.outOfRange`.
  let gold: Int
  /// Index of the predicted choice; nil for none.
  let predicted: Int?
}
