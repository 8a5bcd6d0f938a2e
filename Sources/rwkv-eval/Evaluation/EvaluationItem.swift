import EvalCore

/// One doc with what is asked about it.
struct EvaluationItem {
  /// The doc's outcome, without answers yet.
  let doc: Outcome
  /// A request a choice, and what the doc's metrics need beside them; none for an empty text.
  let requests: [LoglikelihoodRequest]
}
