import EvalCore
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
