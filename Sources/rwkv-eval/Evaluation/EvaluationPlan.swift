import EvalCore
import EvalStore
import PythonValues

/// What a run asks, read and rendered: everything about it that no model is needed for.
struct EvaluationPlan {
  /// All docs, in run order.
  let items: [EvaluationItem]
  /// What the manifest says about them.
  var task: RunManifest.Task
  /// Tasks and groups.
  let tree: TaskTree
  /// What a run prints before it starts, a line each.
  var introduction: [String]
  /// The tasks' configurations by task, as lm-evaluation-harness's results have them.
  var configurations: PythonValue.Dictionary = [:]
  /// The docs as they are asked, in run order; made anew each time.
  var questions: @Sendable () -> [KeptDoc] = { [] }
  /// Whether a run keeps the docs beside its outcomes.
  var keepsDocs = true
  /// Whether a run keeps token ids beside them.
  var keepsTokens = false
  /// The docs by task and row; nil where they are not kept.
  var docs: [DocKey: KeptDoc]? {
    guard keepsDocs else { return nil }
    return Dictionary(
      questions().map { (DocKey(task: $0.task, docID: $0.docID), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Bytes, about, of lm-evaluation-harness's files at one read-out, samples and all.
  var sampleBytes = 0

  /// The first request of some docs, evenly spaced over all.
  func contexts(_ wanted: Int) -> [LoglikelihoodRequest] {
    let number = min(wanted, items.count)
    return (0..<number).compactMap { items[$0 * items.count / number].requests.first }
  }
}

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
