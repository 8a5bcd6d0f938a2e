/// What kind of request a task makes of the model, and so what can be measured; raw values are lm-evaluation-harness's.
public enum OutputType: String, Sendable, Hashable, Codable, CaseIterable {
  /// A log-likelihood for every choice of a doc.
  case multipleChoice = "multiple_choice"
  /// The log-likelihood of one continuation after a context.
  case loglikelihood
  /// The log-likelihood of a whole text, in windows where it is longer than the model's context.
  case loglikelihoodRolling = "loglikelihood_rolling"
}
