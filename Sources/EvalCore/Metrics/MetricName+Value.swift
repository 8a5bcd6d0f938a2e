extension MetricName {
  /// A doc's value; nil where its kind of task has none.
  ///
  /// A doc with a log-likelihood that is not finite is wrong in every accuracy, and has no predicted choice; in sums of
  /// log-likelihoods it stays what it is, so that their mean is no number either.
  ///
  /// - Throws: `MetricError` where the doc has several right choices and the metric knows one, or lacks what the metric
  ///   needs.
  public func value(of doc: MetricInput) throws(MetricError) -> MetricValue? {
    guard isComputed(for: doc.outputType) else { return nil }
    return switch doc.outputType {
    case .multipleChoice: try choiceValue(of: doc)
    case .loglikelihood: continuationValue(of: doc)
    case .loglikelihoodRolling: try textValue(of: doc)
    }
  }

  private func choiceValue(of doc: MetricInput) throws(MetricError) -> MetricValue? {
    switch self {
    case .acc: doc.hit(doc.mostLikely)
    case .accNorm: doc.hit(doc.best { doc.loglikelihoods[$0] / Double(doc.choices[$0].unicodeScalars.count) })
    case .accBytes: doc.hit(doc.best { doc.loglikelihoods[$0] / Double(doc.choices[$0].utf8.count) })
    case .accMutualInfo: try doc.informed()
    case .exactMatch: .integer(doc.isFinite && doc.goldIndices.contains { doc.isGreedy[$0] } ? 1 : 0)
    case .f1, .mcc: .labels(gold: try goldLabel(of: doc), predicted: doc.mostLikely)
    case .brierScore: .distribution(gold: try goldLabel(of: doc), probabilities: softmax(doc.loglikelihoods))
    default: nil
    }
  }

  private func continuationValue(of doc: MetricInput) -> MetricValue {
    self == .perplexity
      ? .number(doc.loglikelihoods[0]) : .integer(doc.isFinite && doc.isGreedy[0] ? 1 : 0)
  }

  private func textValue(of doc: MetricInput) throws(MetricError) -> MetricValue {
    guard let weight = self == .wordPerplexity ? doc.words : doc.bytes else { throw .noLength(self) }
    return .weighted(loglikelihood: doc.loglikelihoods[0], weight: weight)
  }

  private func goldLabel(of doc: MetricInput) throws(MetricError) -> Int {
    if case .anyOf = doc.gold { throw .severalGolds(self) }
    return doc.goldIndices.first ?? MetricValue.outOfRange
  }
}

extension MetricInput {
  fileprivate var mostLikely: Int? { best { loglikelihoods[$0] } }

  fileprivate func hit(_ prediction: Int?) -> MetricValue {
    .number(prediction.map(goldIndices.contains) == true ? 1 : 0)
  }

  fileprivate func informed() throws(MetricError) -> MetricValue {
    guard let unconditional else { throw .noUnconditional }
    return hit(best { loglikelihoods[$0] - unconditional[$0] })
  }
}

/// Each exponential over their sum, computed without overflow.
private func softmax(_ values: [Double]) -> [Double] {
  let highest = values.max() ?? 0
  let exponentials = values.map { exponential($0 - highest) }
  let sum = exponentials.reduce(0, +)
  return exponentials.map { $0 / sum }
}
