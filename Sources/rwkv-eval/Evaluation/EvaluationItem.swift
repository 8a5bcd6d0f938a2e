import EvalCore

/// One doc with what is asked about it.
struct EvaluationItem {
  /// The doc's outcome, without answers yet.
  let doc: Outcome
  /// A request a choice, and what the doc's metrics need beside them; none for an empty text.
  let requests: [LoglikelihoodRequest]

  /// Computes the metrics that the task has of its own; nil for a task without any.
  var processResults: (@Sendable (MetricInput) throws -> [String: MetricValue])?

  /// The outcome with the metrics that the task has of its own, where they are not there yet.
  func completed(_ outcome: Outcome) throws -> Outcome {
    guard let processResults else { return outcome }
    return outcome.answered(
      try outcome.answers.enumerated().map { readout, answer in
        var answer = answer
        if answer.metrics == nil { answer.metrics = try processResults(outcome.metricInput(readout: readout)) }
        return answer
      })
  }

  /// The doc's outcome; the log-likelihood of an empty text is 0.
  ///
  /// - Parameters:
  ///   - answers: Of its requests, `[request][readout]`.
  ///   - readouts: Of the model.
  func outcome(_ answers: [[Loglikelihood]], _ readouts: [ReadoutDepth]) -> Outcome {
    guard !requests.isEmpty else {
      return doc.answered(
        readouts.map { Outcome.Answer(loops: $0.loops, logprobs: [0], isGreedy: [true], fault: nil) })
    }
    return doc.answered(
      (answers.first ?? []).indices.map { readout in
        let all = answers.map { $0[readout] }
        return Outcome.Answer(
          loops: readouts[readout].loops, choices: all.prefix(doc.requestCount),
          unconditional: all.dropFirst(doc.requestCount))
      })
  }
}
