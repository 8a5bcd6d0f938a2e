public import EvalCore
internal import PythonValues

extension TaskConfiguration {
  /// The metrics of `metric_list`, or the defaults of the output type.
  ///
  /// - Throws: `TaskConfigurationError` for a metric or aggregation that there is not, with those that it may have meant.
  public func metricConfigurations() throws(TaskConfigurationError) -> [MetricConfiguration] {
    guard let metrics else { return MetricConfiguration.defaults(for: outputType) }
    return try metrics.map { (entry) throws(TaskConfigurationError) in
      try MetricConfiguration(entry, isComputedByTask: processResults != nil)
    }
  }

  /// The Swift form of `process_results`; nil for a task without one.
  ///
  /// - Throws: `TaskConfigurationError` when the function that is named computes no metrics.
  public func nativeProcessResults() throws(TaskConfigurationError) -> ProcessResults? {
    guard let processResults else { return nil }
    guard case .processResults(let body) = processResults.native else {
      throw TaskConfigurationError(
        "process_results names \(processResults), which has no Swift form that computes metrics", path: path,
        remedy: "Leave it out, and list metrics of lm-eval's own in metric_list.")
    }
    return body
  }
}

extension MetricConfiguration {
  /// An entry of a task's list.
  ///
  /// - Parameter isComputedByTask: Whether the task computes its own values, of whatever name.
  fileprivate init(_ entry: MetricEntry, isComputedByTask: Bool) throws(TaskConfigurationError) {
    let metrics = MetricName.allCases.map(\.rawValue)
    guard case .builtIn(let name) = entry.metric else {
      throw entry.unknown("metric", entry.metric.text, in: metrics)
    }
    let known = MetricName(rawValue: name)
    guard known != nil || isComputedByTask else { throw entry.unknown("metric", name, in: metrics) }
    let aggregation = try entry.aggregation.map { (name) throws(TaskConfigurationError) in
      guard let aggregation = name.aggregation else {
        throw entry.unknown("aggregation", name.text, in: Aggregation.allCases.map(\.rawValue))
      }
      return aggregation
    }
    self.init(
      name: name, aggregation: aggregation ?? known?.aggregation ?? .mean,
      higherIsBetter: entry.higherIsBetter ?? known?.higherIsBetter ?? true)
  }
}

extension MetricEntry {
  fileprivate func unknown(_ kind: String, _ name: String, in known: [String]) -> TaskConfigurationError {
    TaskConfigurationError(
      "there is no \(kind) \"\(name)\"", path: path, line: line, remedy: DidYouMean.sentence(name, in: known))
  }
}

extension MetricEntry.Name {
  /// The aggregation of that name, or the Swift form of a function; nil where there is none.
  fileprivate var aggregation: Aggregation? {
    switch self {
    case .builtIn(let name): return Aggregation(rawValue: name)
    case .function(let reference):
      guard case .aggregation(let aggregation) = reference.native else { return nil }
      return aggregation
    }
  }

  /// The name; of a function that without its module.
  fileprivate var text: String {
    switch self {
    case .builtIn(let name): name
    case .function(let reference): reference.function
    }
  }
}
