public import EvalCore

/// Two runs, each at one read-out, compared doc by doc.
public struct RunComparison: Sendable {
  /// Total loops of the first run's read-out; nil for a model that does not loop.
  public let firstLoops: Int?
  /// Total loops of the second run's read-out.
  public let secondLoops: Int?
  /// The docs.
  public let comparison: PairedComparison

  /// A comparison at two read-outs.
  public init(firstLoops: Int?, secondLoops: Int?, comparison: PairedComparison) {
    self.firstLoops = firstLoops
    self.secondLoops = secondLoops
    self.comparison = comparison
  }
}
