public import EvalCore

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
          .object(groups.map { LMEvalField($0.name, .array($0.members.map(LMEvalJSON.string))) })),
        LMEvalField("configs", Self.sorted(tasks.map { ($0.metrics.task, $0.configuration) })),
        LMEvalField(
          "versions",
          Self.sorted(tasks.map { ($0.metrics.task, $0.version) } + groups.map { ($0.name, .string($0.version)) })),
        LMEvalField("n-shot", Self.sorted(numFewshot.map { ($0.key, $0.value) })),
        LMEvalField("higher_is_better", Self.sorted(directions.map { ($0.key, Self.object($0.value)) })),
        LMEvalField("n-samples", .object(tasks.map(\.sampleField))),
      ]
  }

  private static func sorted(_ values: [(String, LMEvalJSON)]) -> LMEvalJSON {
    let byName = Dictionary(values, uniquingKeysWith: { $1 })
    return .object(byName.keys.sortedAsInPython().map { LMEvalField($0, byName[$0] ?? .null) })
  }

  private static func object(_ directions: [LMEvalDirection]) -> LMEvalJSON {
    .object(directions.map { LMEvalField($0.metric, $0.higherIsBetter.map(LMEvalJSON.bool) ?? .null) })
  }
}

extension LMEvalTask {
  fileprivate var resultFields: [LMEvalField] {
    [
      LMEvalField("name", .string(metrics.task)), LMEvalField("alias", .string(alias)),
      LMEvalField("sample_len", .integer(metrics.sampleLength)),
    ] + metrics.results.flatMap(\.fields)
  }

  fileprivate var sampleField: LMEvalField {
    LMEvalField(
      metrics.task,
      .object([
        LMEvalField("original", .integer(originalDocs)), LMEvalField("effective", .integer(metrics.sampleLength)),
      ]))
  }
}

extension LMEvalGroup {
  fileprivate var resultFields: [LMEvalField] {
    let counts = zip(metrics.results, metrics.sampleCounts).map { LMEvalField($0.key, .integer($1)) }
    return [LMEvalField("alias", .string(alias)), LMEvalField("name", .string(name))]
      + (metrics.sampleLength.map { [LMEvalField("sample_len", .integer($0))] } ?? [])
      + metrics.results.flatMap(\.fields)
      + (counts.isEmpty ? [] : [LMEvalField("sample_count", .object(counts))])
  }
}

extension MetricResult {
  fileprivate var fields: [LMEvalField] {
    [
      LMEvalField(key, .number(value)), LMEvalField(stderrKey, stderr.map(LMEvalJSON.number) ?? .string("N/A")),
    ]
  }
}

extension LMEvalResults {
  /// The results as a JSON object, with the run's verdict, which lm-evaluation-harness does not have.
  public func json(verdict: Verdict) -> String {
    let reasons = verdict.reasons.map { reason in
      LMEvalJSON.object([
        LMEvalField("rule", .string(reason.rule)), LMEvalField("status", .string(reason.status.rawValue)),
        LMEvalField("message", .string(reason.message)),
      ])
    }
    let verdict = LMEvalField(
      "verdict",
      .object([LMEvalField("status", .string(verdict.status.rawValue)), LMEvalField("reasons", .array(reasons))]))
    return LMEvalJSON.object(fields + [verdict]).page
  }
}
