/// What the metrics of one doc are computed from.
public struct MetricInput: Sendable, Hashable {
  /// The task's kind of request.
  public let outputType: OutputType
  /// The choices as text, whose length `acc_norm` and `acc_bytes` divide by; empty for a task without choices.
  public let choices: [String]
  /// The right answer.
  public let gold: Gold
  /// Log-likelihoods in nats: one a choice, or a single one for a task without choices.
  public let loglikelihoods: [Double]
  /// Whether each continuation is what greedy decoding would produce; as many as `loglikelihoods`.
  public let isGreedy: [Bool]
  /// Log-likelihood of each choice without a context in nats, for `acc_mutual_info`; nil where it was not asked for.
  public let unconditional: [Double]?
  /// Words of the text of a rolling task.
  public let words: Int?
  /// UTF-8 bytes of the text of a rolling task.
  public let bytes: Int?

  /// The input of one doc.
  public init(
    outputType: OutputType, choices: [String], gold: Gold, loglikelihoods: [Double], isGreedy: [Bool],
    unconditional: [Double]? = nil, words: Int? = nil, bytes: Int? = nil
  ) {
    let expected = outputType == .multipleChoice ? choices.count : 1
    precondition(
      loglikelihoods.count == expected && isGreedy.count == expected && unconditional?.count ?? expected == expected,
      "\(outputType.rawValue): \(loglikelihoods.count) log-likelihoods, \(isGreedy.count) greedy flags and "
        + "\(unconditional?.count ?? 0) unconditional log-likelihoods where \(expected) are due")
    self.outputType = outputType
    self.choices = choices
    self.gold = gold
    self.loglikelihoods = loglikelihoods
    self.isGreedy = isGreedy
    self.unconditional = unconditional
    self.words = words
    self.bytes = bytes
  }

  /// Whether every log-likelihood is a number; otherwise the doc counts as wrong in every accuracy.
  var isFinite: Bool { loglikelihoods.allSatisfy(\.isFinite) }

  /// Indices of the right choices that are there; empty where the doc has none.
  var goldIndices: [Int] {
    switch gold {
    case .choice(let index): [index].filter(choices.indices.contains)
    case .anyOf(let indices): indices.filter(choices.indices.contains)
    case .text(let text): choices.firstIndex { $0.utf8.elementsEqual(text.utf8) }.map { [$0] } ?? []
    case .outOfRange: []
    }
  }

  /// The index of the best choice after `score` has weighed each log-likelihood; ties go to the lowest index.
  ///
  /// Nil where a log-likelihood is not finite or a score is NaN. NumPy's argmax would take the first NaN there, and so
  /// make a broken model one that answers A.
  func best(_ score: (Int) -> Double) -> Int? {
    let scores = choices.indices.map(score)
    guard isFinite, !scores.contains(where: \.isNaN), let highest = scores.max() else { return nil }
    return scores.firstIndex(of: highest)
  }
}

/// A doc's contribution to a metric.
public enum MetricValue: Sendable, Hashable {
  /// A number with a fraction, as most accuracies are in lm-evaluation-harness.
  case number(Double)
  /// A whole number, as `exact_match` and the `acc` of a task without choices are.
  case integer(Int)
  /// A log-likelihood in nats and what it is counted by: words or bytes.
  case weighted(loglikelihood: Double, weight: Int)
  /// The right and the predicted choice; the right one is `outOfRange` where there is none, the predicted one nil where
  /// a log-likelihood was not finite.
  case labels(gold: Int, predicted: Int?)
  /// The right choice, `outOfRange` where there is none, and the softmax of the log-likelihoods.
  case distribution(gold: Int, probabilities: [Double])

  /// The label of a right choice that is not there, as lm-evaluation-harness has it.
  public static let outOfRange = -100

  /// The value as a number; nil for a value of several parts.
  var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .weighted, .labels, .distribution: nil
    }
  }
}

/// The right answer of a doc.
public enum Gold: Sendable, Hashable {
  /// Index of the right choice, from 0.
  case choice(Int)
  /// Indices of the right choices, any of which is right.
  case anyOf([Int])
  /// The right text: one of the choices, or the continuation of a task without choices.
  case text(String)
  /// The doc names no right choice, or one that is not there: every answer is wrong.
  case outOfRange
}

/// Why a metric cannot be computed.
public enum MetricError: Error, Hashable, CustomStringConvertible {
  /// A metric of one right choice met a doc with several.
  case severalGolds(MetricName)
  /// `acc_mutual_info` without the choices' unconditional log-likelihoods.
  case noUnconditional
  /// A rolling task's doc without its count of words or bytes.
  case noLength(MetricName)
  /// An aggregation does not fit the values of a metric.
  case unfitValues(Aggregation, metric: String)
  /// `f1` met a choice that is neither the first nor the second.
  case notBinary(metric: String, label: Int)
  /// An aggregation met texts of no words or bytes at all.
  case noWeight(Aggregation, metric: String)

  /// What is wrong and how to remedy it.
  public var description: String {
    switch self {
    case .severalGolds(let metric):
      "metric \(metric.rawValue): a doc has several right choices, and this metric knows one. "
        + "Use acc, acc_norm, acc_bytes or exact_match."
    case .noUnconditional:
      "metric acc_mutual_info: the choices were not scored without their context. "
        + "Score the unconditional requests too, or leave the metric out."
    case .noLength(let metric):
      "metric \(metric.rawValue): the text's words and bytes were not counted. Store them with the outcome."
    case .unfitValues(let aggregation, let metric):
      "metric \(metric): aggregation \(aggregation.rawValue) does not fit its values. "
        + "Leave the aggregation out to get the metric's own."
    case .notBinary(let metric, let label):
      "metric \(metric): aggregation f1 is for two choices, and a doc has choice \(label). "
        + "Use mcc or acc for tasks with more choices."
    case .noWeight(let aggregation, let metric):
      "metric \(metric): aggregation \(aggregation.rawValue) divides by words or bytes, and the texts have none. "
        + "Look for empty texts in the data."
    }
  }
}
