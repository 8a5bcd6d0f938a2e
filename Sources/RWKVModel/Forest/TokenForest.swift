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
    self.tokens = tokens
    self.parents = parents
    self.paths = paths
    plan = WKVPlan(parents: parents)
    carryingPlan = sharesPrefixes ? nil : WKVPlan(parents: parents, carriesStates: true)
  }
}
