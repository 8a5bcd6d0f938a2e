/// The order and depth of groups and tasks in lm-evaluation-harness's tables.
struct LMEvalHierarchy {
  /// Names in the order of the rows; a task that is in two groups comes twice.
  private(set) var order: [String] = []
  /// Levels below a group that is in no other; of a task in two groups that of the last.
  private(set) var depths: [String: Int] = [:]

  /// The hierarchy of groups, and after it what is in none; only `available` names get a row.
  init(_ groups: [LMEvalGroup], available: Set<String>) {
    let members = Dictionary(groups.map { ($0.name, $0.members) }, uniquingKeysWith: { $1 })
    let inner = Set(members.values.joined())
    for group in members.keys.sortedAsInPython() where !inner.contains(group) {
      visit(group, depth: 0, members: members, available: available)
    }
    order += available.filter { depths[$0] == nil }.sortedAsInPython()
  }

  private mutating func visit(_ name: String, depth: Int, members: [String: [String]], available: Set<String>) {
    depths[name] = depth
    if available.contains(name) { order.append(name) }
    for member in (members[name] ?? []).sortedAsInPython() {
      visit(member, depth: depth + 1, members: members, available: available)
    }
  }
}
