/// When to stop looping: at the first depth at which a criterion has held for some read-outs in a row.
public struct ExitRule: Sendable, Hashable, Codable {
  /// What is looked at.
  public let criterion: ExitCriterion
  /// The value that it must be below or above; without meaning for `argmaxStable`.
  public let threshold: Double
  /// Loops before which no exit is taken; read-outs before that count for the patience.
  public let minimumLoops: Int
  /// Read-outs in a row at which the criterion must hold.
  public let patience: Int

  /// A rule.
  public init(criterion: ExitCriterion, threshold: Double, minimumLoops: Int = 0, patience: Int = 1) {
    precondition(patience > 0, "a patience of \(patience)")
    self.criterion = criterion
    self.threshold = threshold
    self.minimumLoops = minimumLoops
    self.patience = patience
  }

  /// The depth at which a doc stops: the last one where the rule never fires.
  ///
  /// - Parameters:
  ///   - values: The criterion's value at each depth; nil never holds.
  ///   - loops: Loops of each depth, ascending.
  public func exit(values: [Double?], loops: [Int]) -> Int {
    var watch = ExitWatch(self)
    for (depth, value) in values.enumerated() where watch.stops(at: value, loops: loops[depth]) { return depth }
    return loops.count - 1
  }

  /// Whether the criterion is met at a depth where it has this value.
  func holds(_ value: Double?) -> Bool {
    guard let value else { return false }
    guard criterion.hasThreshold else { return value > 0 }
    return criterion.firesBelow ? value < threshold : value > threshold
  }
}
