import EvalCore
import EvalReport
import EvalTasks
import PythonValues

/// A task's docs with the model's answers at one read-out, measured as lm-evaluation-harness does.
struct TaskScores {
  let task: RenderedTask
  /// One a doc, in the docs' order.
  let outcomes: [Outcome]
  let readout: Int

  /// A metric of every doc that has it.
  func columns() throws -> [MetricColumn] {
    let configurations = try task.configuration.metricConfigurations()
    guard let body = try task.configuration.nativeProcessResults() else {
      return try MetricColumn.columns(configurations, docs: outcomes.map { $0.metricInput(readout: readout) })
    }
    let values = try zip(task.docs, outcomes).map { doc, outcome in
      let input = outcome.metricInput(readout: readout)
      return try body(doc.doc, input.loglikelihoods, input.isGreedy)
    }
    return configurations.map { configuration in
      MetricColumn(
        configuration: configuration, values: values.compactMap { $0[configuration.name] })
    }.filter { !$0.values.isEmpty }
  }

  /// The docs as lm-evaluation-harness's samples.
  func samples(_ columns: [MetricColumn]) -> [LMEvalSample] {
    zip(task.docs, outcomes).enumerated().map { index, pair in
      let (doc, outcome) = pair
      let answer = outcome.answers[readout]
      let isRolling = outcome.outputType == .loglikelihoodRolling
      let responses = zip(answer.logprobs, answer.isGreedy).map {
        LMEvalSample.Response(loglikelihood: $0, isGreedy: isRolling ? nil : $1)
      }
      let unconditional = (answer.unconditional ?? []).map { LMEvalSample.Response(loglikelihood: $0, isGreedy: false) }
      return LMEvalSample(
        docID: doc.docID, doc: .dictionary(doc.doc), target: doc.target, arguments: doc.arguments,
        responses: responses + unconditional, filter: task.configuration.filter,
        metrics: columns.compactMap { column in
          column.values.count == outcomes.count
            ? LMEvalSample.Metric(name: column.configuration.name, value: column.values[index]) : nil
        },
        hashes: .init(doc: outcome.docHash, prompt: outcome.promptHash, target: outcome.targetHash))
    }
  }
}
