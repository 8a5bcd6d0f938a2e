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
