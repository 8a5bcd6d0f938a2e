public import Console
internal import OrderedCollections
internal import PythonValues

/// Reads tasks, groups and tags by name.
public struct TaskLoader: Sendable {
  private typealias Overrides = ConfigurationValue.Mapping

  private let index: TaskIndex
  private var members = GroupMemberCount()

  /// A loader of what an index knows, and of files by path.
  public init(_ index: TaskIndex) { self.index = index }

  /// Reads what is asked for.
  ///
  /// - Parameter specifications: Names of tasks, groups and tags, globs of them, and paths to files `….yaml`. A glob
  ///   stands for the names that it matches, sorted; a tag for its tasks.
  /// - Throws: `UserError` for a name that nothing has, with those that it may have meant; for a name that
  ///   two files define; for a task that is asked for twice; and for whatever is wrong in the files.
  public func load(_ specifications: [String]) throws(UserError) -> [TaskNode] {
    var loader = self
    loader.members = GroupMemberCount()
    var nodes: [TaskNode] = []
    for name in try OrderedSet(expanded(specifications)) { nodes += try loader.node(named: name) }
    try TaskRepetition.check(nodes)
    return nodes
  }

  private func expanded(_ specifications: [String]) throws(UserError) -> [String] {
    var names: [String] = []
    for specification in specifications {
      let glob = Glob(specification)
      guard glob.hasWildcard, !specification.hasSuffix(".yaml") else {
        names.append(specification)
        continue
      }
      let matches = index.names(matching: glob)
      guard !matches.isEmpty else { throw unknown(specification) }
      names += matches
    }
    return names
  }

  private func node(named name: String) throws(UserError) -> [TaskNode] {
    if let entry = index[name] { return try nodes(of: entry, in: [], overrides: [:]) }
    guard name.hasSuffix(".yaml") else { throw unknown(name) }
    let path = FilePath.normalized(name)
    guard let entry = try FolderIndex.entry(at: path) else {
      throw UserError(
        "the file defines neither a task nor a group", path: path, remedy: "Add a line like \"task: my_task\".")
    }
    return try nodes(of: entry, in: [], overrides: [:])
  }

  /// What a name of the index stands for, inside the groups that lead to it, the outermost first.
  private func nodes(
    of entry: IndexEntry, in groups: [String], overrides: Overrides
  ) throws(UserError) -> [TaskNode] {
    if let path = entry.path, !entry.duplicates.isEmpty {
      throw UserError(
        "\(path) and \(entry.duplicates.joined(separator: " and ")) all define \"\(entry.name)\"", path: entry.name,
        remedy: "Rename all but one; lm-eval takes the first.")
    }
    switch (entry.kind, entry.path) {
    case (.group, let path?):
      let keys = try ConfigurationFile.load(path)
      return [try group(keys, path: path, in: groups + [entry.name], overrides: overrides)]
    case (_, let path?): return [.task(try task(entry.name, path: path, overrides: overrides))]
    case (_, nil):
      var tasks: [TaskNode] = []
      for name in entry.members {
        guard let member = index[name], let path = member.path else { throw unknown(name) }
        tasks.append(.task(try task(name, path: path, overrides: overrides)))
      }
      return tasks
    }
  }

  private func task(
    _ name: String, path: String, overrides: Overrides
  ) throws(UserError) -> TaskConfiguration {
    let merged = try ConfigurationFile.load(path).merging(overrides) { $1 }
    return try TaskConfiguration(merged, name: name, path: path)
  }

  /// A group, whose name is the last of `groups`.
  private func group(
    _ mapping: ConfigurationValue.Mapping, path: String, in groups: [String], overrides: Overrides
  ) throws(UserError) -> TaskNode {
    let name = groups.last ?? ""
    let configuration = try GroupConfiguration(mapping, name: name, path: path)
    let handedOn = mapping.filter { GroupKey(rawValue: $0.key) == nil }.merging(overrides) { $1 }
    guard let members = mapping[GroupKey.task.rawValue], let items = members.list else {
      throw (mapping[GroupKey.task.rawValue] ?? mapping[GroupKey.group.rawValue])?.error(
        "the group \"\(name)\" has no list of tasks", remedy: "Write \"task:\" and below it a line \"- name\" for each."
      )
        ?? UserError("the group \"\(name)\" has no list of tasks", path: path, remedy: "Add \"task:\".")
    }
    var children = GroupMembers(of: name)
    for item in items {
      for node in try member(item, in: groups, overrides: handedOn) { try children.add(node, at: item) }
    }
    return .group(configuration, children: children.nodes)
  }

  private func member(
    _ item: ConfigurationValue, in groups: [String], overrides: Overrides
  ) throws(UserError) -> [TaskNode] {
    try members.add(at: item)
    if let name = item.text {
      guard let nodes = try known(name, at: item, in: groups, overrides: overrides) else {
        throw unknown(name, at: item)
      }
      return nodes
    }
    guard let written = item.mapping else {
      throw item.error("an item of the group's tasks is \(item.kind)", remedy: "Write the name of a task or group.")
    }
    var own = try ConfigurationFile.including(written, in: item.file)
    if let name = own.removeValue(forKey: GroupKey.group.rawValue) {
      return [try subgroup(own, name: name, in: groups, overrides: overrides)]
    }
    guard let name = own.removeValue(forKey: TaskKey.task.rawValue)?.text else {
      throw item.error("an item of the group's tasks names no task", remedy: "Add \"task:\" or \"group:\" to it.")
    }
    let merged = overrides.merging(own) { $1 }
    if let nodes = try known(name, at: item, in: groups, overrides: merged) { return nodes }
    guard merged[TaskKey.datasetPath.rawValue] != nil else {
      guard own[TaskKey.docToText.rawValue] != nil else { throw unknown(name, at: item) }
      throw item.error(
        "there is no task \"\(name)\", and this definition of one has no dataset_path",
        remedy: "Add it here or to the file that is included, or name a task that is there.")
    }
    return [.task(try TaskConfiguration(merged, name: "\(groups.last ?? "")::\(name)", path: item.file))]
  }

  /// What the index knows under a name that a group lists; nil where that is nothing.
  private func known(
    _ name: String, at item: ConfigurationValue, in groups: [String], overrides: Overrides
  ) throws(UserError) -> [TaskNode]? {
    guard let entry = index[name] else { return nil }
    guard !groups.contains(name) else {
      throw item.error(
        "the group holds itself: \((groups + [name]).joined(separator: " → "))",
        remedy: "Take it out of one of these lists.")
    }
    return try nodes(of: entry, in: groups, overrides: overrides)
  }

  /// A group inside another: one that the index has, or one that is defined where it stands.
  private func subgroup(
    _ own: ConfigurationValue.Mapping, name: ConfigurationValue, in groups: [String], overrides: Overrides
  ) throws(UserError) -> TaskNode {
    guard let text = name.text else {
      throw name.error("the group's name is \(name.kind)", remedy: "Put it in quotes.")
    }
    guard let entry = index[text] else {
      let keys = own.merging([GroupKey.group.rawValue: name]) { $1 }
      return try group(keys, path: name.file, in: groups + ["\(groups.last ?? "")::\(text)"], overrides: overrides)
    }
    if let key = own.first(where: { GroupKey(rawValue: $0.key) != nil }) {
      throw key.value.error(
        "\"\(text)\" is defined in \(entry.path ?? "tags"), and \"\(key.key)\" cannot be changed here",
        remedy: "Choose another name for the group, or leave that key out.")
    }
    let nodes = try known(text, at: name, in: groups, overrides: overrides.merging(own) { $1 }) ?? []
    guard nodes.count == 1, case .group = nodes[0] else {
      throw name.error("\"\(text)\" is a \(entry.kind.rawValue), and not a group", remedy: "Write \"- task: \(text)\".")
    }
    return nodes[0]
  }

  private func unknown(_ name: String, at place: ConfigurationValue? = nil) -> UserError {
    let question = DidYouMean.question(name, in: index.names)
    let remedy = question.isEmpty ? "`rwkv-eval tasks list` shows all names." : question
    let problem = "there is no task, group or tag \"\(name)\""
    return place?.error(problem, remedy: remedy) ?? UserError(problem, path: "tasks", remedy: remedy)
  }
}
