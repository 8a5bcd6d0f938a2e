import EvalCore

/// Made-up inputs of metrics.
enum SampleDocs {
  static func choice(
    _ loglikelihoods: [Double], gold: Gold = .choice(0), choices: [String]? = nil, greedy: [Bool]? = nil,
    unconditional: [Double]? = nil
  ) -> MetricInput {
    MetricInput(
      outputType: .multipleChoice, choices: choices ?? loglikelihoods.indices.map { "c\($0)" }, gold: gold,
      loglikelihoods: loglikelihoods, isGreedy: greedy ?? loglikelihoods.map { _ in false },
      unconditional: unconditional)
  }

  static func continuation(_ loglikelihood: Double, isGreedy: Bool = false) -> MetricInput {
    MetricInput(
      outputType: .loglikelihood, choices: [], gold: .text("x"), loglikelihoods: [loglikelihood], isGreedy: [isGreedy])
  }

  static func text(_ loglikelihood: Double, words: Int? = 3, bytes: Int? = 12) -> MetricInput {
    MetricInput(
      outputType: .loglikelihoodRolling, choices: [], gold: .text("x"), loglikelihoods: [loglikelihood],
      isGreedy: [false], words: words, bytes: bytes)
  }
}
