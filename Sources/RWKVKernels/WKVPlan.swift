/// How a WKV state travels through a token forest in depth-first order: where each token's state comes from, and where
/// a copy of it must be kept for a later branch.
public struct WKVPlan: Sendable {
  /// The state of the token before in the row order.
  static let previous: Int32 = -2
  /// A state of zeros.
  static let zero: Int32 = -1
  /// No copy.
  static let nothing: Int32 = -1

  /// Per token: `previous`, `zero`, a slot of the stack (≥ 0), or −3 − c for the carried state of chain c.
  private(set) var load: [Int32]
  /// Per token: `nothing`, a slot of the stack (≥ 0), or −3 − c for the carried state of chain c.
  let save: [Int32]
  /// Slots of the stack: the deepest nesting of branch points.
  public let slots: Int
  /// Number of roots.
  public let chains: Int

  /// The same plan with one state for every root to start from: carried state 0, which is left as it is.
  ///
  /// - Precondition: The plan carries no states.
  public var fromGivenState: WKVPlan {
    var plan = self
    for row in load.indices where load[row] == Self.zero { plan.load[row] = -3 }
    return plan
  }

  /// A plan for a forest.
  ///
  /// - Parameters:
  ///   - parents: Row of each token's predecessor, −1 at a root; rows in depth-first order.
  ///   - carriesStates: Chains begin with a carried state and leave theirs behind; then no token may have two children.
  public init(parents: [Int32], carriesStates: Bool = false) {
    var children = [Int32](repeating: 0, count: parents.count)
    for parent in parents where parent >= 0 { children[Int(parent)] += 1 }
    var load = [Int32](repeating: Self.previous, count: parents.count)
    var save = [Int32](repeating: Self.nothing, count: parents.count)
    var open: [(row: Int32, childrenLeft: Int32)] = []
    var slots = 0
    var chains: Int32 = 0
    for row in parents.indices {
      let parent = parents[row]
      if parent < 0 {
        load[row] = carriesStates ? -3 - chains : Self.zero
        chains += 1
      } else if let branch = open.last, branch.row == parent {
        if Int(parent) != row - 1 { load[row] = Int32(open.count - 1) }
        open[open.count - 1].childrenLeft -= 1
        if open[open.count - 1].childrenLeft == 0 { open.removeLast() }
      } else {
        precondition(Int(parent) == row - 1, "row \(row) with parent \(parent) is not in depth-first order")
      }
      if children[row] > 1 {
        precondition(!carriesStates, "row \(row) branches, but its state is to be carried")
        save[row] = Int32(open.count)
        open.append((Int32(row), children[row]))
        slots = max(slots, open.count)
      } else if carriesStates && children[row] == 0 {
        save[row] = -3 - (chains - 1)
      }
    }
    self.load = load
    self.save = save
    self.slots = slots
    self.chains = Int(chains)
  }
}
