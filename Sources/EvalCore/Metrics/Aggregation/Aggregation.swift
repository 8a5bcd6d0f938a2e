/// How the docs' values of a metric become one number; raw values are lm-evaluation-harness's names.
///
/// Sums are taken in doc order, as Python's `sum` takes them.
///
/// Source: lm-evaluation-harness 0.4.13, `lm_eval/api/metrics.py`.
public enum Aggregation: String, Sendable, Hashable, Codable, CaseIterable {
  /// The mean.
  case mean
  /// The mean of the values that are numbers; NaN without any.
  case nanmean
  /// The value at half of the ascending order, the upper one of an even number.
  case median
  /// e to the negative mean.
  case perplexity
  /// e to the negative sum of log-likelihoods over the sum of weights.
  case weightedPerplexity = "weighted_perplexity"
  /// The negative sum of log-likelihoods in bits over the sum of weights.
  case bitsPerByte = "bits_per_byte"
  /// The F1 score of choice 1 among 0 and 1.
  case f1
  /// The mean of the F1 scores of choices 0, 1 and 2, as `super_glue/cb` names it.
  case threeClassF1 = "cb_multi_fi"
  /// Matthews's correlation coefficient, of any number of choices.
  case matthewsCorrcoef = "matthews_corrcoef"
  /// The mean Brier score.
  case brierScore = "brier_score"
  /// 999, whatever the values are.
  case bypass

  /// Resamples of a bootstrap, as lm-evaluation-harness takes them.
  public static let defaultResamples = 100_000

  /// The aggregated value.
  ///
  /// - Parameters:
  ///   - values: At least one.
  ///   - metric: Name for messages.
  /// - Throws: `MetricError` where the values are not of the kind that is aggregated.
  public func value(of values: [MetricValue], metric: String) throws(MetricError) -> Double {
    switch self {
    case .mean: try numbers(values, metric).mean
    case .nanmean: try numbers(values, metric).filter { !$0.isNaN }.mean
    case .median: try numbers(values, metric).sorted()[values.count / 2]
    case .perplexity: exponential(-(try numbers(values, metric).mean))
    case .weightedPerplexity: exponential(-(try weightedMean(values, metric)))
    case .bitsPerByte: -(try weightedMean(values, metric)) / naturalLogarithm(2)
    case .f1: BinaryCounts(try binaryLabels(values, metric)).f1
    case .threeClassF1: LabelCounts(try labels(values, metric)).meanF1(of: 0..<3)
    case .matthewsCorrcoef: LabelCounts(try labels(values, metric)).matthews
    case .brierScore: try brierScores(values, metric).mean
    case .bypass: 999
    }
  }

  /// The standard error of the aggregated value; nil where lm-evaluation-harness has none.
  ///
  /// Where lm-evaluation-harness resamples, this is what its resampling converges to: computed directly, or for `f1`
  /// and `matthews_corrcoef` from resampled counts of right and predicted choices, which is the same as resampling docs.
  ///
  /// - Parameters:
  ///   - values: At least one.
  ///   - metric: Name for messages.
  ///   - resamples: Resamples of a bootstrap from counts; 0 for no standard errors at all.
  /// - Throws: `MetricError` where the values are not of the kind that is aggregated.
  public func stderr(
    of values: [MetricValue], metric: String, resamples: Int = defaultResamples
  ) throws(MetricError) -> Double? {
    guard resamples > 0, values.count > 1 else { return nil }
    return switch self {
    case .mean: MeanStandardError(try numbers(values, metric)).value
    case .nanmean: NanmeanStandardError(try numbers(values, metric)).value
    case .median: MedianStandardError(try numbers(values, metric)).value
    case .perplexity: PerplexityStandardError(logprobs: try numbers(values, metric)).value
    case .f1: CountsBootstrap(resamples: resamples).stderr(of: BinaryCounts(try binaryLabels(values, metric)))
    case .matthewsCorrcoef: CountsBootstrap(resamples: resamples).stderr(of: LabelCounts(try labels(values, metric)))
    case .weightedPerplexity, .bitsPerByte, .threeClassF1, .brierScore, .bypass: nil
    }
  }

  private func numbers(_ values: [MetricValue], _ metric: String) throws(MetricError) -> [Double] {
    let numbers = values.compactMap(\.number)
    guard numbers.count == values.count else { throw .unfitValues(self, metric: metric) }
    return numbers
  }

  private func weightedMean(_ values: [MetricValue], _ metric: String) throws(MetricError) -> Double {
    var sum = 0.0
    var weights = 0
    for value in values {
      guard case .weighted(let loglikelihood, let weight) = value else { throw .unfitValues(self, metric: metric) }
      sum += loglikelihood
      weights += weight
    }
    guard weights > 0 else { throw .noWeight(self, metric: metric) }
    return sum / Double(weights)
  }

  private func labels(_ values: [MetricValue], _ metric: String) throws(MetricError) -> [LabelPair] {
    var pairs: [LabelPair] = []
    for value in values {
      guard case .labels(let gold, let predicted) = value else { throw .unfitValues(self, metric: metric) }
      pairs.append(LabelPair(gold: gold, predicted: predicted))
    }
    return pairs
  }

  private func binaryLabels(_ values: [MetricValue], _ metric: String) throws(MetricError) -> [LabelPair] {
    let pairs = try labels(values, metric)
    let isKnown = { (label: Int) in label == 0 || label == 1 || label == MetricValue.outOfRange }
    if let stranger = pairs.flatMap({ [$0.gold, $0.predicted ?? 0] }).first(where: { !isKnown($0) }) {
      throw .notBinary(metric: metric, label: stranger)
    }
    return pairs
  }

  private func brierScores(_ values: [MetricValue], _ metric: String) throws(MetricError) -> [Double] {
    var scores: [Double] = []
    for value in values {
      guard case .distribution(let gold, let probabilities) = value else { throw .unfitValues(self, metric: metric) }
      scores.append(BrierScore.value(gold: gold, probabilities: probabilities))
    }
    return scores
  }
}

extension [Double] {
  /// The sum in order, over the count; NaN without values.
  var mean: Double { reduce(0, +) / Double(count) }
}

/// The squared distance of predicted probabilities from certainty of the right choice.
enum BrierScore {
  /// The score of one doc, from 0 (best) to 2.
  ///
  /// A right choice that is not there had no probability, and adds the 1 that it was missed by;
  /// lm-evaluation-harness stops with an error at such a doc.
  static func value(gold: Int, probabilities: [Double]) -> Double {
    let squares = probabilities.enumerated().reduce(0) { sum, choice in
      let distance = choice.element - (choice.offset == gold ? 1 : 0)
      return sum + distance * distance
    }
    return probabilities.indices.contains(gold) ? squares : squares + 1
  }
}
