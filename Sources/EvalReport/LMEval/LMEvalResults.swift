internal import EvalCore
internal import PythonValues

/// The results of a run as lm-evaluation-harness 0.4.13 has them.
public struct LMEvalResults: Sendable {
  /// In the order in which they were run.
  public let tasks: [LMEvalTask]
  /// In the order in which they were loaded, with all groups below them.
  public let groups: [LMEvalGroup]

  /// Results.
  public init(tasks: [LMEvalTask], groups: [LMEvalGroup]) {
    self.tasks = tasks
    self.groups = groups
  }

  /// The results of computed metrics.
  ///
  /// - Parameter configurations: Of each task by its name.
  init(_ measures: Measures, _ metrics: RunMetrics, configurations: PythonValue.Dictionary) {
    self.init(
      tasks: metrics.tasks.map { task in
        let columns = task.columns.map(\.configuration)
        return LMEvalTask(
          alias: task.measures.alias, version: PythonValue(json: task.measures.version),
          numFewshot: .int(task.measures.numFewshot), metrics: task.metrics,
          higherIsBetter: columns.map { LMEvalDirection(metric: $0.name, higherIsBetter: $0.higherIsBetter) },
          configuration: configurations[task.measures.name] ?? .dictionary([:]),
          originalDocs: task.measures.originalDocs)
      },
      groups: zip(measures.groups, metrics.groups).map { group, metrics in
        LMEvalGroup(alias: group.alias, version: group.version, members: group.members, metrics: metrics)
      })
  }

  /// The groups, each after the groups in it.
  var groupsBottomUp: [LMEvalGroup] {
    let byName = Dictionary(groups.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let members = Set(groups.flatMap(\.members))
    var ordered: [LMEvalGroup] = []
    var seen: Set<String> = []
    func visit(_ group: LMEvalGroup) {
      guard seen.insert(group.name).inserted else { return }
      for member in group.members.compactMap({ byName[$0] }) { visit(member) }
      ordered.append(group)
    }
    for group in groups where !members.contains(group.name) { visit(group) }
    return ordered
  }

  /// Few-shot examples by task, and by group whose members have the same number.
  var numFewshot: [String: PythonValue] {
    let own = Dictionary(tasks.map { ($0.metrics.task, $0.numFewshot) }, uniquingKeysWith: { $1 })
    return groups.reduce(into: own) { numbers, group in
      let found = group.members.compactMap { numbers[$0] }
      if let first = found.first, found.allSatisfy({ $0 == first }) { numbers[group.name] = first }
    }
  }

  /// Directions of metrics by task, and by group; nil where members disagree.
  var directions: [String: [LMEvalDirection]] {
    let own = Dictionary(tasks.map { ($0.metrics.task, $0.higherIsBetter) }, uniquingKeysWith: { $1 })
    return groups.reduce(into: own) { directions, group in
      let merged = Self.merged(group.members.compactMap { directions[$0] }.flatMap { $0 })
      if !merged.isEmpty { directions[group.name] = merged }
    }
  }

  private static func merged(_ directions: [LMEvalDirection]) -> [LMEvalDirection] {
    var merged: [LMEvalDirection] = []
    for direction in directions {
      guard let place = merged.firstIndex(where: { $0.metric == direction.metric }) else {
        merged.append(direction)
        continue
      }
      if merged[place].higherIsBetter != direction.higherIsBetter {
        merged[place] = LMEvalDirection(metric: direction.metric, higherIsBetter: nil)
      }
    }
    return merged
  }
}

extension Sequence<String> {
  /// In the order of their code points, as Python sorts.
  func sortedAsInPython() -> [String] { sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
}

extension PythonValue {
  /// The value of a JSON text; the text itself where it is none.
  fileprivate init(json text: String) {
    let bytes = Array(text.utf8)
    self = (try? JSONParser.value(in: bytes, bytes.indices)) ?? .string(text)
  }
}

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
    let rows = rows(kind).map(\.cells)
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

  /// The rows of a table, from top to bottom.
  func rows(_ kind: TableKind) -> [LMEvalTableRow] {
    let entries = entries(kind)
    let hierarchy = LMEvalHierarchy(groups, available: Set(entries.keys))
    let numFewshot = numFewshot
    let directions = directions
    return hierarchy.order.flatMap { name -> [LMEvalTableRow] in
      guard let entry = entries[name] else { return [] }
      let shots = numFewshot[name].map { $0 == PythonValue.none ? "None" : $0.pythonText } ?? " "
      return Self.sorted(entry.results).enumerated().map { index, result in
        LMEvalTableRow(
          alias: entry.alias, isFirst: index == 0, depth: hierarchy.depths[name] ?? 0,
          version: index == 0 ? entry.version : .string(""), filter: result.filter, shots: shots, metric: result.name,
          arrow: Self.arrow(result.name, directions[name] ?? []), value: Self.number(result.value),
          stderr: result.stderr.map(Self.number) ?? "   N/A")
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
