import EvalCore
import EvalReport
import EvalTasks
import Jinja

/// A task's docs with the model's answers at one read-out, measured as lm-evaluation-harness does.
struct TaskScores {
  let task: RenderedTask
  /// One a doc, in the docs' order.
  let outcomes: [Outcome]
  let readout: Int

  /// A metric of every doc that has it.
  func columns() throws -> [MetricColumn] {
    let configurations = try metricConfigurations()
    guard let function = task.configuration.processResults else {
      return try MetricColumn.columns(configurations, docs: outcomes.map { $0.metricInput(readout: readout) })
    }
    guard case .processResults(let body) = function.native else {
      throw InputError(
        "\(task.configuration.path): process_results names \(function), which has no Swift form",
        remedy: "Leave it out, and list metrics of lm-eval's own in metric_list")
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
        docID: doc.docID, doc: LMEvalJSON(.dictionary(doc.doc)), target: doc.target, arguments: doc.arguments,
        responses: responses + unconditional, filter: task.configuration.filter,
        metrics: columns.compactMap { column in
          column.values.count == outcomes.count
            ? LMEvalSample.Metric(name: column.configuration.name, value: column.values[index]) : nil
        },
        hashes: .init(doc: outcome.docHash, prompt: outcome.promptHash, target: outcome.targetHash))
    }
  }

  private func metricConfigurations() throws -> [MetricConfiguration] {
    guard let entries = task.configuration.metrics else {
      return MetricConfiguration.defaults(for: task.configuration.outputType)
    }
    return try entries.map { try MetricConfiguration($0, isComputedByTask: task.configuration.processResults != nil) }
  }
}

extension MetricConfiguration {
  /// An entry of a task's list.
  ///
  /// - Parameter isComputedByTask: Whether the task computes its own values, of whatever name.
  /// - Throws: `InputError` for a metric or aggregation that there is not.
  fileprivate init(_ entry: MetricEntry, isComputedByTask: Bool) throws {
    guard case .builtIn(let name) = entry.metric else {
      throw Self.unknown("metric", entry.metric.text, in: MetricName.allCases.map(\.rawValue), at: entry)
    }
    let known = MetricName(rawValue: name)
    guard known != nil || isComputedByTask else {
      throw Self.unknown("metric", name, in: MetricName.allCases.map(\.rawValue), at: entry)
    }
    let aggregation = try entry.aggregation.map { name in
      guard let aggregation = Aggregation(rawValue: name.text) else {
        throw Self.unknown("aggregation", name.text, in: Aggregation.allCases.map(\.rawValue), at: entry)
      }
      return aggregation
    }
    self.init(
      name: name, aggregation: aggregation ?? known?.aggregation ?? .mean,
      higherIsBetter: entry.higherIsBetter ?? known?.higherIsBetter ?? true)
  }

  private static func unknown(_ kind: String, _ name: String, in known: [String], at entry: MetricEntry) -> InputError {
    let question = DidYouMean.question(name, in: known)
    return InputError(
      "\(entry.path):\(entry.line): there is no \(kind) \"\(name)\"" + (question.isEmpty ? "" : ". \(question)"),
      remedy: "Known: \(known.joined(separator: ", "))")
  }
}

extension MetricEntry.Name {
  /// The name; of a function that without its module.
  fileprivate var text: String {
    switch self {
    case .builtIn(let name): name
    case .function(let reference): reference.function
    }
  }
}
