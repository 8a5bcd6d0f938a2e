import EvalCore
internal import PythonValues

extension LMEvalResults {
  /// Which rows a table has.
  public enum TableKind: String, Sendable {
    /// Groups and tasks.
    case tasks = "Tasks"
    /// Groups that aggregate.
    case groups = "Groups"
  }

  /// The table that lm-evaluation-harness prints, character for character; ends with a line feed.
  ///
  /// Empty where it prints none: of groups, where none aggregates. A group comes before its members, which are indented by
  /// their depth and sorted by name; tasks without a group come last.
  public func table(_ kind: TableKind) -> String {
    if kind == .groups, !groups.contains(where: \.hasAggregation) { return "" }
    let rows = rows(kind)
    let headers = [kind.rawValue, "Version", "Filter", "n-shot", "Metric", "", "Value", "", "Stderr"]
    return PytablewriterTable(
      columns: headers.enumerated().map { index, header in
        PytablewriterColumn(header: header, values: rows.map { $0[index] })
      }
    ).render()
  }

  private struct Entry {
    let alias: String
    let version: PythonValue
    let results: [MetricResult]
  }

  private func entries(_ kind: TableKind) -> [String: Entry] {
    let tasks = tasks.map {
      ($0.metrics.task, Entry(alias: $0.alias, version: $0.version, results: $0.metrics.results))
    }
    let groups = groups.filter { kind == .tasks || $0.hasAggregation }.map {
      ($0.name, Entry(alias: $0.alias, version: .string($0.version), results: $0.metrics.results))
    }
    return Dictionary((kind == .tasks ? tasks : []) + groups, uniquingKeysWith: { $1 })
  }

  private func rows(_ kind: TableKind) -> [[PythonValue]] {
    let entries = entries(kind)
    let hierarchy = LMEvalHierarchy(groups, available: Set(entries.keys))
    let numFewshot = numFewshot
    let directions = directions
    return hierarchy.order.flatMap { name -> [[PythonValue]] in
      guard let entry = entries[name] else { return [] }
      let depth = hierarchy.depths[name] ?? 0
      let label = (depth > 0 ? String(repeating: " ", count: depth) + "- " : "") + entry.alias
      let shots = numFewshot[name].map { $0 == PythonValue.none ? "None" : $0.pythonText } ?? " "
      return Self.sorted(entry.results).enumerated().map { index, result in
        [
          .string(index == 0 ? label : ""), index == 0 ? entry.version : .string(""), .string(result.filter),
          .string(shots), .string(result.name), .string(Self.arrow(result.name, directions[name] ?? [])),
          .string(Self.number(result.value)), .string("±"), .string(result.stderr.map(Self.number) ?? "   N/A"),
        ]
      }
    }
  }

  private static func sorted(_ results: [MetricResult]) -> [MetricResult] {
    results.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  private static func arrow(_ metric: String, _ directions: [LMEvalDirection]) -> String {
    guard let known = directions.first(where: { $0.metric == metric })?.higherIsBetter else { return "" }
    return known ? "↑" : "↓"
  }

  private static func number(_ value: Double) -> String { value.isNaN ? "nan" : NumberText.fixed(value, 4) }
}

extension PythonValue {
  /// The text of Python's `str`, for a scalar.
  fileprivate var pythonText: String {
    if case .string(let text) = self { return text }
    return PythonJSON.line(self)
  }
}
