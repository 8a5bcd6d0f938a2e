@testable import RWKVKernels
@testable import RWKVModel
import Testing

@Suite struct TokenForestTests {
  /// Rows from a tree's root to a row.
  private func path(to row: Int32, _ forest: TokenForest) -> [Int32] {
    var path: [Int32] = []
    var next = row
    while next >= 0 {
      path.insert(next, at: 0)
      next = forest.parents[Int(next)]
    }
    return path
  }

  private func tokens(_ path: [Int32], _ forest: TokenForest) -> [Int32] { path.map { forest.tokens[Int($0)] } }

  @Test(arguments: 0..<40)
  func `every path spells its sequence, and no prefix is there twice`(seed: Int) throws {
    let sequences = RandomSequences.make(seed: seed)
    let forest = TokenForest(sequences)
    #expect(forest.paths.count == sequences.count)
    for (sequence, rows) in zip(sequences, forest.paths) {
      #expect(tokens(rows, forest) == sequence)
      #expect(try path(to: #require(rows.last), forest) == rows)
    }
    let prefixes = Set(sequences.flatMap { sequence in (1...sequence.count).map { Array(sequence.prefix($0)) } })
    #expect(forest.count == prefixes.count)
    let spelled = (0..<Int32(forest.count)).map { tokens(path(to: $0, forest), forest) }
    #expect(Set(spelled) == prefixes)
  }

  @Test(arguments: 0..<40)
  func `rows are in depth-first order and trees are numbered`(seed: Int) {
    let forest = TokenForest(RandomSequences.make(seed: seed))
    var open: [Int32] = []
    var trees: Int32 = 0
    for (row, parent) in forest.parents.enumerated() {
      #expect(parent < row)
      if parent < 0 {
        trees += 1
        #expect(parent == -trees)
        open = []
      } else {
        while let last = open.last, last != parent { open.removeLast() }
        #expect(open.last == parent, "row \(row): its parent \(parent) has been left")
      }
      open.append(Int32(row))
    }
  }

  /// Walks the rows as the recurrence does, with lists of rows for states; returns the states that chains leave behind.
  private func walk(_ forest: TokenForest, _ plan: WKVPlan) -> [[Int32]] {
    var stack = [[Int32]](repeating: [], count: plan.slots)
    var carried = [[Int32]](repeating: [], count: plan.chains)
    var state: [Int32] = []
    for row in 0..<forest.count {
      switch plan.load[row] {
      case WKVPlan.previous: break
      case WKVPlan.zero: state = []
      case let chain where chain <= -3: state = carried[Int(-3 - chain)]
      case let slot: state = stack[Int(slot)]
      }
      state.append(Int32(row))
      #expect(state == path(to: Int32(row), forest))
      switch plan.save[row] {
      case WKVPlan.nothing: break
      case let chain where chain <= -3: carried[Int(-3 - chain)] = state
      case let slot: stack[Int(slot)] = state
      }
    }
    return carried
  }

  @Test(arguments: 0..<40)
  func `the recurrence's plan gives every row the state of its parent`(seed: Int) throws {
    let sequences = RandomSequences.make(seed: seed)
    let shared = TokenForest(sequences)
    #expect(walk(shared, shared.plan).allSatisfy { $0.isEmpty })
    #expect(shared.plan.slots > 0)
    #expect(shared.carryingPlan == nil)
    let chains = TokenForest(sequences, sharesPrefixes: false)
    #expect(walk(chains, chains.plan).allSatisfy { $0.isEmpty }, "a program without carried states starts from zeros")
    let ends = chains.lastRows.map { path(to: Int32($0), chains) }
    #expect(try walk(chains, #require(chains.carryingPlan)) == ends, "every chain leaves its state behind")
  }

  @Test(arguments: 0..<20)
  func `without sharing, every distinct sequence is a chain of its own`(seed: Int) {
    let sequences = RandomSequences.make(seed: seed)
    let forest = TokenForest(sequences, sharesPrefixes: false)
    let distinct = Set(sequences)
    #expect(forest.count == distinct.reduce(0) { $0 + $1.count })
    #expect(forest.parents.count { $0 < 0 } == distinct.count)
    for (sequence, rows) in zip(sequences, forest.paths) {
      #expect(tokens(rows, forest) == sequence)
      #expect(rows == (0..<Int32(sequence.count)).map { rows[0] + $0 })
    }
  }
}
