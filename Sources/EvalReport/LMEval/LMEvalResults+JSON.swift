internal import EvalCore
internal import PythonValues

extension LMEvalResults {
  /// The fields that measuring yields, in the order of lm-evaluation-harness's results file.
  var fields: [LMEvalField] {
    let results = tasks.map { LMEvalField($0.metrics.task, .object($0.resultFields)) }
    let groupResults = groupsBottomUp.map { LMEvalField($0.name, .object($0.resultFields)) }
    let aggregated = groupsBottomUp.filter(\.hasAggregation).map { LMEvalField($0.name, .object($0.resultFields)) }
    return [LMEvalField("results", .object(results + groupResults))]
      + (aggregated.isEmpty ? [] : [LMEvalField("groups", .object(aggregated))])
      + [
        LMEvalField(
          "group_subtasks",
          .object(groups.map { LMEvalField($0.name, .list($0.members.map(PythonValue.string))) })),
        LMEvalField("configs", Self.sorted(tasks.map { ($0.metrics.task, $0.configuration) })),
        LMEvalField(
          "versions",
          Self.sorted(tasks.map { ($0.metrics.task, $0.version) } + groups.map { ($0.name, .string($0.version)) })),
        LMEvalField("n-shot", Self.sorted(numFewshot.map { ($0.key, $0.value) })),
        LMEvalField("higher_is_better", Self.sorted(directions.map { ($0.key, Self.object($0.value)) })),
        LMEvalField("n-samples", .object(tasks.map(\.sampleField))),
      ]
  }

  private static func sorted(_ values: [(String, PythonValue)]) -> PythonValue {
    let byName = Dictionary(values, uniquingKeysWith: { $1 })
    return .object(byName.keys.sortedAsInPython().map { LMEvalField($0, byName[$0] ?? PythonValue.none) })
  }

  private static func object(_ directions: [LMEvalDirection]) -> PythonValue {
    .object(directions.map { LMEvalField($0.metric, $0.higherIsBetter.map(PythonValue.bool) ?? PythonValue.none) })
  }
}

extension LMEvalTask {
  fileprivate var resultFields: [LMEvalField] {
    [
      LMEvalField("name", .string(metrics.task)), LMEvalField("alias", .string(alias)),
      LMEvalField("sample_len", .int(metrics.sampleLength)),
    ] + metrics.results.flatMap(\.fields)
  }

  fileprivate var sampleField: LMEvalField {
    LMEvalField(
      metrics.task,
      .object([
        LMEvalField("original", .int(originalDocs)), LMEvalField("effective", .int(metrics.sampleLength)),
      ]))
  }
}

extension LMEvalGroup {
  fileprivate var resultFields: [LMEvalField] {
    let counts = zip(metrics.results, metrics.sampleCounts).map { LMEvalField($0.key, .int($1)) }
    return [LMEvalField("alias", .string(alias)), LMEvalField("name", .string(name))]
      + (metrics.sampleLength.map { [LMEvalField("sample_len", .int($0))] } ?? [])
      + metrics.results.flatMap(\.fields)
      + (counts.isEmpty ? [] : [LMEvalField("sample_count", .object(counts))])
  }
}

extension MetricResult {
  fileprivate var fields: [LMEvalField] {
    [
      LMEvalField(key, .double(value)), LMEvalField(stderrKey, stderr.map(PythonValue.double) ?? .string("N/A")),
    ]
  }
}
