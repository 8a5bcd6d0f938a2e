/// A metric of a task in two runs on the same docs.
public struct PairedMetric: Sendable, Hashable {
  /// Name of the task.
  public let task: String
  /// Name of the metric, for example `acc_norm`.
  public let metric: String
  /// The first run's value.
  public let first: Double
  /// The second run's value.
  public let second: Double
  /// The 95 % interval of the difference, second minus first, over docs; nil where the metric is neither a mean nor made of
  /// log-likelihoods over weights, and with fewer than two docs.
  ///
  /// Of means it is that of the mean of the docs' differences. Of perplexities it is that of the log-likelihood a unit, put
  /// on the first run's value.
  public let interval: ConfidenceInterval?

  /// Second minus first.
  public var difference: Double { second - first }

  /// Every metric of every task that both runs have, in the first run's order.
  ///
  /// - Parameters:
  ///   - first: The run that is compared with.
  ///   - second: A run on the same docs, in any order.
  public static func all(_ first: RunMetrics, _ second: RunMetrics) -> [PairedMetric] {
    first.tasks.flatMap { task -> [PairedMetric] in
      guard let other = second.tasks.first(where: { $0.measures.name == task.measures.name }) else { return [] }
      return task.columns.compactMap { PairedMetric($0, of: task, other) }
    }
  }

  private init?(_ column: MetricColumn, of task: RunMetrics.Task, _ other: RunMetrics.Task) {
    let name = column.configuration.name
    guard let first = task.metrics.results.last(where: { $0.name == name }),
      let second = other.metrics.results.last(where: { $0.name == name }),
      let otherColumn = other.columns.last(where: { $0.configuration.name == name })
    else { return nil }
    self.task = task.measures.name
    metric = name
    self.first = first.value
    self.second = second.value
    interval = Self.pairs(column, task.outcomes, otherColumn, other.outcomes).flatMap { pairs in
      Self.interval(pairs, column.configuration.aggregation, first: first.value)
    }
  }

  private typealias Pair = (first: MetricValue, second: MetricValue)

  /// The values of each doc in both runs; nil where a doc has none.
  private static func pairs(
    _ first: MetricColumn, _ firstDocs: [Outcome], _ second: MetricColumn, _ secondDocs: [Outcome]
  ) -> [Pair]? {
    guard first.values.count == firstDocs.count, second.values.count == secondDocs.count else { return nil }
    let seconds = Dictionary(zip(secondDocs.map { DocKey($0) }, second.values), uniquingKeysWith: { first, _ in first })
    let pairs = zip(firstDocs, first.values).compactMap { doc, value in seconds[DocKey(doc)].map { (value, $0) } }
    return pairs.count == firstDocs.count && pairs.count > 1 ? pairs : nil
  }

  private static func interval(
    _ pairs: [Pair], _ aggregation: Aggregation, first: Double
  ) -> ConfidenceInterval? {
    switch aggregation {
    case .mean:
      let differences = pairs.compactMap { pair in pair.second.number.flatMap { b in pair.first.number.map { b - $0 } }
      }
      guard differences.count == pairs.count else { return nil }
      return interval(differences, weights: differences.map { _ in 1 }) { $0 }
    case .perplexity, .weightedPerplexity, .bitsPerByte:
      let losses = pairs.compactMap { pair -> (difference: Double, weight: Double)? in
        switch (pair.first, pair.second) {
        case (.number(let a), .number(let b)): (a - b, 1)
        case (.weighted(let a, let weight), .weighted(let b, _)): (a - b, Double(weight))
        default: nil
        }
      }
      guard losses.count == pairs.count else { return nil }
      return interval(losses.map(\.difference), weights: losses.map(\.weight)) { nats in
        aggregation == .bitsPerByte ? nats / naturalLogarithm(2) : first * exponentialMinusOne(nats)
      }
    default: return nil
    }
  }

  /// Of the ratio of two sums over docs: its standard error is that of what is left of each doc's part.
  private static func interval(
    _ values: [Double], weights: [Double], _ scale: (Double) -> Double
  ) -> ConfidenceInterval? {
    let (count, weight) = (Double(values.count), weights.reduce(0, +))
    guard count > 1, weight > 0 else { return nil }
    let ratio = values.reduce(0, +) / weight
    let squares = zip(values, weights).reduce(0) { sum, doc in
      let rest = doc.0 - ratio * doc.1
      return sum + rest * rest
    }
    let stderr = (count / (count - 1) * squares).squareRoot() / weight
    guard ratio.isFinite, stderr.isFinite else { return nil }
    let half = ConfidenceInterval.normalQuantile * stderr
    return ConfidenceInterval(low: scale(ratio - half), high: scale(ratio + half))
  }
}
