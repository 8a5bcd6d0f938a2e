/// Docs with two choices by what F1 asks of them.
///
/// A doc without a prediction or without a right choice is an error of one kind or the other, and never a true negative.
struct BinaryCounts: ResampledCounts {
  /// True positives, false positives, false negatives and true negatives; choice 1 is the positive one.
  let cells: [Int]

  /// Counts that are known, in the order of `cells`.
  init(cells: [Int]) { self.cells = cells }

  /// The counts of docs.
  init(_ docs: [LabelPair]) {
    cells = docs.reduce(into: [0, 0, 0, 0]) { $0[Self.cell($1)] += 1 }
  }

  private static func cell(_ doc: LabelPair) -> Int {
    switch (doc.gold, doc.predicted) {
    case (1, 1): 0
    case (_, 1), (0, nil): 1
    case (0, 0): 3
    default: 2
    }
  }

  /// The statistic that is resampled.
  func statistic(_ cells: [Int]) -> Double {
    cells[0] == 0 ? 0 : 2 * Double(cells[0]) / Double(2 * cells[0] + cells[1] + cells[2])
  }

  /// The F1 score: 2 TP / (2 TP + FP + FN), or 0 without true positives.
  var f1: Double { statistic(cells) }
}
