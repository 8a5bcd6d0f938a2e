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
