/// A metric that is computed from log-likelihoods; raw values are lm-evaluation-harness's names.
///
/// The cases are in the order in which lm-evaluation-harness writes a doc's metrics.
///
/// Source: lm-evaluation-harness 0.4.13, `lm_eval/api/metrics.py` and `ConfigurableTask.process_results`.
public enum MetricName: String, Sendable, Hashable, Codable, CaseIterable {
  /// e to the mean negative log-likelihood of the continuations.
  case perplexity
  /// Whether the likeliest choice is right; for a task without choices, whether the continuation is greedy.
  case acc
  /// The F1 score of the second choice among two.
  case f1
  /// Matthews's correlation of predicted and right choices.
  case mcc
  /// As `acc`, each log-likelihood over the choice's code points; what lies between context and choice is not counted.
  case accNorm = "acc_norm"
  /// As `acc`, each log-likelihood over the choice's UTF-8 bytes.
  case accBytes = "acc_bytes"
  /// Whether a right choice is what greedy decoding would produce.
  case exactMatch = "exact_match"
  /// The squared distance of the softmax of the log-likelihoods from certainty of the right choice.
  case brierScore = "brier_score"
  /// As `acc`, each log-likelihood less that of the choice without context.
  case accMutualInfo = "acc_mutual_info"
  /// e to the negative log-likelihood a word.
  case wordPerplexity = "word_perplexity"
  /// e to the negative log-likelihood a byte.
  case bytePerplexity = "byte_perplexity"
  /// Negative log-likelihood a byte in bits.
  case bitsPerByte = "bits_per_byte"
  /// Nothing: the model's answers are kept and not judged.
  case bypass

  /// The metrics of a task that lists none.
  public static func defaults(for outputType: OutputType) -> [MetricName] {
    switch outputType {
    case .multipleChoice: [.acc, .accNorm]
    case .loglikelihood: [.perplexity, .acc]
    case .loglikelihoodRolling: [.wordPerplexity, .bytePerplexity, .bitsPerByte]
    }
  }

  /// Whether tasks of this kind have a value for the metric.
  ///
  /// lm-evaluation-harness accepts any metric in any task and leaves those out of the results that have no value.
  public func isComputed(for outputType: OutputType) -> Bool {
    switch self {
    case .acc: outputType != .loglikelihoodRolling
    case .perplexity: outputType == .loglikelihood
    case .wordPerplexity, .bytePerplexity, .bitsPerByte: outputType == .loglikelihoodRolling
    case .f1, .mcc, .accNorm, .accBytes, .exactMatch, .brierScore, .accMutualInfo: outputType == .multipleChoice
    case .bypass: false
    }
  }

  /// How the docs' values become one number unless the task says otherwise.
  public var aggregation: Aggregation {
    switch self {
    case .acc, .accNorm, .accBytes, .exactMatch, .accMutualInfo: .mean
    case .f1: .f1
    case .mcc: .matthewsCorrcoef
    case .brierScore: .brierScore
    case .perplexity: .perplexity
    case .wordPerplexity, .bytePerplexity: .weightedPerplexity
    case .bitsPerByte: .bitsPerByte
    case .bypass: .bypass
    }
  }

  /// Whether more is better unless the task says otherwise.
  public var higherIsBetter: Bool {
    switch self {
    case .acc, .accNorm, .accBytes, .exactMatch, .accMutualInfo, .f1, .mcc, .bypass: true
    case .perplexity, .brierScore, .wordPerplexity, .bytePerplexity, .bitsPerByte: false
    }
  }
}

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

/// What kind of request a task makes of the model, and so what can be measured; raw values are lm-evaluation-harness's.
public enum OutputType: String, Sendable, Hashable, Codable, CaseIterable {
  /// A log-likelihood for every choice of a doc.
  case multipleChoice = "multiple_choice"
  /// The log-likelihood of one continuation after a context.
  case loglikelihood
  /// The log-likelihood of a whole text, in windows where it is longer than the model's context.
  case loglikelihoodRolling = "loglikelihood_rolling"
}
