internal import Console
public import EvalCore
internal import OrderedCollections
public import PythonValues
internal import Synchronization

/// What a group's YAML says about the group itself.
public struct GroupConfiguration: Sendable {
  /// `group`; that of a group inside another is `outer::inner`.
  public let name: String
  /// `group_alias`: the name in tables.
  public let alias: String?
  /// `aggregate_metric_list`; empty for a group that has no numbers of its own.
  public let metrics: [AggregateMetric]
  /// `metadata`.
  public let metadata: PythonValue.Dictionary
  /// The file that it stands in.
  public let path: String

  /// `metadata`'s `version`; nil where there is none.
  public var version: PythonValue? { metadata["version"] }
}

extension GroupConfiguration {
  /// Reads a group's keys; all others are its tasks' and are not looked at.
  init(_ mapping: ConfigurationValue.Mapping, name: String, path: String) throws(UserError) {
    let fields = try ConfigurationFields<GroupKey>(mapping.filter { GroupKey(rawValue: $0.key) != nil })
    self.name = name
    alias = try fields.text(.groupAlias)
    metrics =
      try fields[.aggregateMetricList].map { (value) throws(UserError) in
        try AggregateMetric.entries(value)
      }
      ?? []
    metadata = try fields.dictionary(.metadata) ?? [:]
    self.path = path
  }
}

/// The members of a group as its list is read, none of them twice.
///
/// lm-evaluation-harness keeps the last of two members of one name and says nothing. Here two that agree in every setting
/// are one, and two that do not are an error.
struct GroupMembers {
  /// A task where the group lists it, or lists what holds it.
  private struct Entry {
    let task: TaskConfiguration
    let item: ConfigurationValue
  }

  private let group: String
  /// The members, in the order of the list.
  private(set) var nodes: [TaskNode] = []
  private var entries: [String: Entry] = [:]
  private var groups: [String: TaskNode] = [:]

  /// No members yet of a group.
  init(of group: String) { self.group = group }

  /// Adds what an item of the list stands for.
  ///
  /// - Throws: `UserError` when it holds a task or group of a name that is there already, and the two differ.
  mutating func add(_ node: TaskNode, at item: ConfigurationValue) throws(UserError) {
    var isNew = false
    for task in node.tasks {
      guard let earlier = entries[task.name] else {
        entries[task.name] = Entry(task: task, item: item)
        isNew = true
        continue
      }
      let different = task.settings(differingFrom: earlier.task)
      guard different.isEmpty else { throw twice(task, earlier, at: item, different) }
    }
    switch node {
    case .task: if isNew { nodes.append(node) }
    case .group(let configuration, _):
      guard let earlier = groups.updateValue(node, forKey: node.name) else { return nodes.append(node) }
      guard case .group(let other, _) = earlier, configuration.isSame(as: other),
        earlier.tasks.map(\.name) == node.tasks.map(\.name)
      else {
        throw item.error(
          "the group \"\(node.name)\" is defined twice in the group \"\(group)\"", remedy: "Rename one of the two.")
      }
    }
  }

  private func twice(
    _ task: TaskConfiguration, _ earlier: Entry, at item: ConfigurationValue, _ different: [String]
  ) -> UserError {
    let line = earlier.item.line
    let place = earlier.item.file == item.file ? "line \(line)" : "\(earlier.item.file):\(line)"
    let isInline = task.name.hasPrefix("\(group)::")
    let rename =
      isInline
      ? "Give one of them another name after \"task:\""
      : "Write a file with \"include: \(FilePath.name(of: task.path))\", \"task:\" and a name of its own, and the other "
        + "settings, and list that name"
    return item.error(
      "the task \"\(task.name)\" stands twice in the group \"\(group)\", in \(place) and here, with another "
        + different.joined(separator: ", "),
      remedy: "\(rename). (lm-eval evaluates the last of the two alone, and does not say so.)")
  }
}

extension TaskConfiguration {
  /// The keys in which two tasks differ, in their order; `path` where nothing else does.
  fileprivate func settings(differingFrom other: TaskConfiguration) -> [String] {
    let keys = other.source.keys + source.keys.filter { other.source[$0] == nil }
    let different = keys.filter { key in
      switch (source[key], other.source[key]) {
      case (let own?, let others?): !own.isSame(as: others)
      default: true
      }
    }
    return different.isEmpty && path != other.path ? ["path (\(other.path), \(path))"] : different
  }
}

extension PythonValue {
  /// Whether both are the same value of the same kind: to Python 1 and True are equal.
  fileprivate func isSame(as other: PythonValue) -> Bool { repr == other.repr }
}

extension GroupConfiguration {
  fileprivate func isSame(as other: GroupConfiguration) -> Bool {
    alias == other.alias && path == other.path && metrics == other.metrics
      && PythonValue.dictionary(metadata).isSame(as: .dictionary(other.metadata))
  }
}

/// Counts the members of groups while they are read: groups that list groups twice double them at every level.
final class GroupMemberCount: Sendable {
  /// How many may be read at once; the largest group of lm-evaluation-harness has some thousands.
  private static let most = 20_000

  private let count = Mutex(0)

  /// Counts one more.
  ///
  /// - Throws: `UserError` at the item that is one too many.
  func add(at item: ConfigurationValue) throws(UserError) {
    let count = count.withLock { count in
      count += 1
      return count
    }
    guard count <= Self.most else {
      throw item.error(
        "the groups have more than \(Self.most) members, those that stand there twice counted twice",
        remedy: "List every group once.")
    }
  }
}
