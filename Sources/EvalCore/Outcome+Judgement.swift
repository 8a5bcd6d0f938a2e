extension Outcome {
  /// Whether the doc's answers can be right or wrong; a rolling task only has likelihoods.
  public var isJudged: Bool { outputType != .loglikelihoodRolling }

  /// What the log-likelihoods at a read-out point at; choices of the same text are one answer.
  public func prediction(at readout: Int) -> Prediction { Prediction(answers[readout], choices: choices) }

  /// Whether the answer at a read-out is right: the likeliest choice is, or the one continuation is greedy.
  ///
  /// An answer with a broken number is wrong, and so is one whose best choices tie exactly.
  public func isRight(at readout: Int) -> Bool {
    switch outputType {
    case .multipleChoice: prediction(at: readout).index.map(golds.contains) == true
    case .loglikelihood: prediction(at: readout) != .invalid && answers[readout].isGreedy == [true]
    case .loglikelihoodRolling: false
    }
  }

  /// What lm-evaluation-harness's metrics are computed from at a read-out.
  ///
  /// An answer with a numerical fault has NaN for its log-likelihoods, finite as they may look.
  public func metricInput(readout: Int) -> MetricInput {
    let answer = answers[readout]
    return MetricInput(
      outputType: outputType, choices: choices, gold: metricGold,
      loglikelihoods: answer.fault == nil ? answer.logprobs : answer.logprobs.map { _ in .nan },
      isGreedy: answer.isGreedy, unconditional: answer.unconditional, words: words, bytes: bytes)
  }

  private var metricGold: Gold {
    guard let first = golds.first else { return .outOfRange }
    return golds.count == 1 ? .choice(first) : .anyOf(golds)
  }
}
