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
