internal import RWKVKernels

/// Token sequences merged into a forest in depth-first order, so that every distinct prefix is there once.
public struct TokenForest: Sendable {
  /// Token ids, a row each.
  public let tokens: [Int32]
  /// Row of each token's predecessor, always smaller than the row itself; −1 − c at the root of the c-th tree.
  public let parents: [Int32]
  /// For every sequence, in the order given, the rows of its tokens.
  public let paths: [[Int32]]
  /// The recurrence from states of zeros.
  let plan: WKVPlan
  /// The recurrence from states that are carried from application to application; nil where prefixes are shared.
  let carryingPlan: WKVPlan?

  /// The last row of every tree, which is the end of its chain in a forest without branches.
  var lastRows: [Int] {
    let roots = parents.indices.filter { parents[$0] < 0 }
    return roots.dropFirst().map { $0 - 1 } + [parents.count - 1]
  }

  /// Number of tokens.
  public var count: Int { tokens.count }

  /// A forest of sequences.
  ///
  /// - Parameters:
  ///   - sequences: Token ids; none empty.
  ///   - sharesPrefixes: Whether equal prefixes become one; without, only equal whole sequences do, as a program needs
  ///     whose states are carried along each sequence.
  public init(_ sequences: [[Int32]], sharesPrefixes: Bool = true) {
    let order = sequences.indices.sorted { sequences[$0].lexicographicallyPrecedes(sequences[$1]) }
    var tokens: [Int32] = []
    var parents: [Int32] = []
    var paths = [[Int32]](repeating: [], count: sequences.count)
    var path: [Int32] = []
    var previous: [Int32] = []
    var trees: Int32 = 0
    for index in order {
      let sequence = sequences[index]
      precondition(!sequence.isEmpty, "sequence \(index) is empty")
      var common = zip(sequence, previous).prefix { $0 == $1 }.count
      if !sharesPrefixes && (common < sequence.count || common < previous.count) { common = 0 }
      path.removeSubrange(common...)
      for token in sequence[common...] {
        if path.isEmpty { trees += 1 }
        parents.append(path.last ?? -trees)
        path.append(Int32(tokens.count))
        tokens.append(token)
      }
      paths[index] = path
      previous = sequence
    }
    self.init(
      tokens: tokens, parents: parents, paths: paths,
      carryingPlan: sharesPrefixes ? nil : WKVPlan(parents: parents, carriesStates: true))
  }

  private init(tokens: [Int32], parents: [Int32], paths: [[Int32]], carryingPlan: WKVPlan?) {
    self.tokens = tokens
    self.parents = parents
    self.paths = paths
    plan = WKVPlan(parents: parents)
    self.carryingPlan = carryingPlan
  }

  /// Some rows and all rows before them on their paths, ascending: what must be computed for them.
  public func rows(leadingTo rows: some Sequence<Int32>) -> [Int] {
    var isNeeded = [Bool](repeating: false, count: count)
    for row in rows { isNeeded[Int(row)] = true }
    for row in parents.indices.reversed() where isNeeded[row] && parents[row] >= 0 {
      isNeeded[Int(parents[row])] = true
    }
    return parents.indices.filter { isNeeded[$0] }
  }

  /// The forest of some rows only, in their order; a path keeps what is left of it.
  ///
  /// No states can be carried through it.
  ///
  /// - Parameter rows: Ascending, each with all rows before it on its path.
  func restricted(to rows: [Int]) -> TokenForest {
    var places = [Int32](repeating: -1, count: count)
    for (place, row) in rows.enumerated() { places[row] = Int32(place) }
    var trees: Int32 = 0
    let parents = rows.map { row -> Int32 in
      guard self.parents[row] < 0 else { return places[Int(self.parents[row])] }
      trees += 1
      return -trees
    }
    return TokenForest(
      tokens: rows.map { tokens[$0] }, parents: parents,
      paths: paths.map { path in path.map { places[Int($0)] }.filter { $0 >= 0 } }, carryingPlan: nil)
  }
}
