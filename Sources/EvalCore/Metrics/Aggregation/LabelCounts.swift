/// Docs by right and predicted choice.
struct LabelCounts: ResampledCounts {
  private let pairs: [LabelPair]
  /// Docs of each pair that occurs.
  let cells: [Int]

  /// The counts of docs.
  init(_ docs: [LabelPair]) {
    var place: [LabelPair: Int] = [:]
    var pairs: [LabelPair] = []
    var cells: [Int] = []
    for doc in docs {
      if let index = place[doc] {
        cells[index] += 1
      } else {
        place[doc] = cells.count
        pairs.append(doc)
        cells.append(1)
      }
    }
    self.pairs = pairs
    self.cells = cells
  }

  /// Matthews's correlation coefficient, 0 where right or predicted choices do not vary.
  ///
  /// Source: Gorodkin 2004, *Comparing two K-category assignments by a K-category correlation coefficient*; the form of
  /// scikit-learn's `matthews_corrcoef`.
  var matthews: Double { statistic(cells) }

  /// The statistic that is resampled.
  func statistic(_ cells: [Int]) -> Double {
    let docs = Double(cells.reduce(0, +))
    var golds: [Int: Double] = [:]
    var predictions: [Int?: Double] = [:]
    var right = 0.0
    for (pair, count) in zip(pairs, cells) {
      golds[pair.gold, default: 0] += Double(count)
      predictions[pair.predicted, default: 0] += Double(count)
      if pair.gold == pair.predicted { right += Double(count) }
    }
    let chance = golds.reduce(0) { $0 + $1.value * (predictions[$1.key] ?? 0) }
    let goldSpread = docs * docs - golds.values.reduce(0) { $0 + $1 * $1 }
    let predictedSpread = docs * docs - predictions.values.reduce(0) { $0 + $1 * $1 }
    guard goldSpread > 0, predictedSpread > 0 else { return 0 }
    return (right * docs - chance) / (goldSpread * predictedSpread).squareRoot()
  }

  /// The mean F1 score of choices, each against all others.
  func meanF1(of labels: Range<Int>) -> Double {
    labels.map { f1(of: $0) }.mean
  }

  private func f1(of label: Int) -> Double {
    var hits = 0
    var mentions = 0
    for (pair, count) in zip(pairs, cells) {
      if pair.gold == label { mentions += count }
      if pair.predicted == label { mentions += count }
      if pair.gold == label, pair.predicted == label { hits += count }
    }
    return hits == 0 ? 0 : 2 * Double(hits) / Double(mentions)
  }
}

/// The right and the predicted choice of a doc.
struct LabelPair: Hashable {
  /// Index of the right choice, or `MetricValue.outOfRange`.
  let gold: Int
  /// Index of the predicted choice; nil for none.
  let predicted: Int?
}

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
