/// A pattern as instructions, so that matching takes no stack of the processor's.
struct PatternProgram: Sendable {
  /// An instruction; numbers are indices of instructions, and of sets.
  enum Instruction: Sendable {
    /// Takes one code point.
    case set(Int)
    /// Takes code points of a set, as many as there are; with another try of fewer, unless possessive.
    case run(Int, least: Int, most: Int, isPossessive: Bool)
    /// Goes on at the first, and where that fails at the second.
    case split(Int, Int)
    /// Goes on elsewhere.
    case jump(Int)
    /// Looks ahead by the instructions that follow, up to their `match`, then goes on at `next`.
    case ahead(isWanted: Bool, next: Int)
    /// Takes what the instructions that follow take first, then goes on at `next`.
    case atomic(next: Int)
    /// Looks at the code point before.
    case behind(Int, isWanted: Bool)
    /// Is at a place.
    case place(PatternPlace)
    /// Has matched.
    case match
  }

  /// Instructions and sets that a pattern may have, and levels of looking ahead.
  private static let (mostInstructions, mostSets, deepest) = (20_000, 1_000, 20)

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [MatchedSet] = []
  private var depth = 0

  /// The instructions of a pattern.
  init(_ node: PatternNode) throws(PatternParser.Fault) {
    try add(node)
    try append(.match)
  }

  private mutating func append(_ instruction: Instruction) throws(PatternParser.Fault) {
    guard instructions.count < Self.mostInstructions else {
      throw PatternParser.Fault(problem: "it becomes more than \(Self.mostInstructions) instructions")
    }
    instructions.append(instruction)
  }

  private mutating func number(of set: ScalarSet) throws(PatternParser.Fault) -> Int {
    if let known = sets.firstIndex(where: { $0.set == set }) { return known }
    guard sets.count < Self.mostSets else {
      throw PatternParser.Fault(problem: "it has more than \(Self.mostSets) sets of characters")
    }
    sets.append(MatchedSet(set))
    return sets.count - 1
  }

  private mutating func add(_ node: PatternNode) throws(PatternParser.Fault) {
    switch node {
    case .set(let set): try append(.set(number(of: set)))
    case .sequence(let nodes): for node in nodes { try add(node) }
    case .alternatives(let nodes): try add(alternatives: nodes)
    case .repeated(.set(let set), let least, let most, let greed) where greed != .lazy:
      try append(.run(number(of: set), least: least, most: most ?? .max, isPossessive: greed == .possessive))
    case .repeated(let node, let least, let most, .possessive):
      try add(.atomic(.repeated(node, least: least, most: most, .greedy)))
    case .repeated(let node, let least, let most, let greed): try add(node, least, most, isLazy: greed == .lazy)
    case .ahead(let node, let isWanted):
      try add(inner: node) { .ahead(isWanted: isWanted, next: $0) }
    case .atomic(let node): try add(inner: node) { .atomic(next: $0) }
    case .behind(let set, let isWanted): try append(.behind(number(of: set), isWanted: isWanted))
    case .place(let place): try append(.place(place))
    }
  }

  private mutating func add(alternatives nodes: [PatternNode]) throws(PatternParser.Fault) {
    var jumps: [Int] = []
    for node in nodes.dropLast() {
      let split = instructions.count
      try append(.match)
      try add(node)
      jumps.append(instructions.count)
      try append(.match)
      instructions[split] = .split(split + 1, instructions.count)
    }
    if let last = nodes.last { try add(last) }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func add(
    _ node: PatternNode, _ least: Int, _ most: Int?, isLazy: Bool
  ) throws(PatternParser.Fault) {
    for _ in 0..<least { try add(node) }
    var splits: [Int] = []
    for _ in 0..<((most ?? least + 1) - least) {
      splits.append(instructions.count)
      try append(.match)
      try add(node)
    }
    if most == nil {
      let split = splits[0]
      try append(.jump(split))
    }
    for split in splits {
      let (inside, past) = (split + 1, instructions.count)
      instructions[split] = isLazy ? .split(past, inside) : .split(inside, past)
    }
  }

  private mutating func add(
    inner node: PatternNode, _ instruction: (_ next: Int) -> Instruction
  ) throws(PatternParser.Fault) {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw PatternParser.Fault(problem: "more than \(Self.deepest) groups that look ahead lie inside each other")
    }
    let start = instructions.count
    try append(.match)
    try add(node)
    try append(.match)
    instructions[start] = instruction(instructions.count)
  }
}
