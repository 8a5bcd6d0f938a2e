extension DepthProgram {
  /// Layer applications that programs take together, what they have in common from the start counted once.
  public static func sharedApplicationCount(of programs: [DepthProgram]) -> Int {
    DepthSchedule(programs).roots.reduce(0) { $0 + $1.applicationCount }
  }

  /// For each program, the cost of all layer applications done when it is read out, where several run together: its own,
  /// and those of programs that are read out before and are not on its way.
  public static func accumulatedCosts(of programs: [DepthProgram], _ cost: (LayerApplication) -> Int) -> [Int] {
    DepthSchedule(programs).accumulated(cost)
  }
}

/// Several programs as a tree, so that the applications which they have in common from the start run once.
///
/// A read-out at the end of a program is exactly that program's result: `R` loops of a single group, or full cycles, are
/// one stem with read-outs along it; programs with several groups, or a coda, part where they differ.
struct DepthSchedule {
  /// Applications without a branch, and what follows them.
  struct Node {
    /// Index of the first application, the same in every program that passes here.
    let start: Int
    /// The applications of the node.
    let applications: [LayerApplication]
    /// Programs that end here.
    let ends: [Int]
    /// What follows, for the programs that go on.
    let children: [Node]

    /// Applications of this node and of all below it.
    var applicationCount: Int { children.reduce(applications.count) { $0 + $1.applicationCount } }
  }

  /// States of the forest that are kept at the same time because programs part, at most.
  var forks: Int {
    func forks(_ node: Node) -> Int {
      node.children.enumerated().map { forks($1) + ($0 < node.children.count - 1 ? 1 : 0) }.max() ?? 0
    }
    return roots.map(forks).max() ?? 0
  }

  /// The trees: one for programs that begin alike.
  let roots: [Node]

  init(_ programs: [DepthProgram]) {
    roots = Self.grow(Array(programs.indices), from: 0, programs)
  }

  /// The cost of all applications done when each program ends, the trees being walked depth first.
  func accumulated(_ cost: (LayerApplication) -> Int) -> [Int] {
    var costs: [Int: Int] = [:]
    var sum = 0
    func walk(_ node: Node) {
      sum += node.applications.reduce(0) { $0 + cost($1) }
      for program in node.ends { costs[program] = sum }
      node.children.forEach(walk)
    }
    roots.forEach(walk)
    return costs.sorted { $0.key < $1.key }.map(\.value)
  }

  private static func grow(_ members: [Int], from start: Int, _ programs: [DepthProgram]) -> [Node] {
    var families: [(key: Key, members: [Int])] = []
    for member in members where start < programs[member].applications.count {
      let key = Key(programs[member], at: start)
      if let index = families.firstIndex(where: { $0.key == key }) {
        families[index].members.append(member)
      } else {
        families.append((key, [member]))
      }
    }
    return families.map { node($0.members, from: start, programs) }
  }

  private static func node(_ members: [Int], from start: Int, _ programs: [DepthProgram]) -> Node {
    let first = programs[members[0]].applications
    var end = start
    // Go on while all members go on together and none ends.
    while members.allSatisfy({ end < programs[$0].applications.count && programs[$0].applications[end] == first[end] })
    {
      end += 1
      if members.contains(where: { programs[$0].applications.count == end }) { break }
    }
    let ends = members.filter { programs[$0].applications.count == end }
    let others = members.filter { programs[$0].applications.count > end }
    return Node(
      start: start, applications: Array(first[start..<end]), ends: ends, children: grow(others, from: end, programs))
  }

  /// What two programs must have in common to share a node: the next application, and at the start the embedding; a
  /// program with state slots shares with nobody.
  private struct Key: Equatable {
    let application: LayerApplication
    let embeddingNorm: Bool
    let owner: DepthProgram?

    init(_ program: DepthProgram, at index: Int) {
      application = program.applications[index]
      embeddingNorm = program.embeddingNorm
      owner = program.isCausal ? nil : program
    }
  }
}
