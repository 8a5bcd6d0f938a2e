/// A policy that was chosen on one half of the docs, and what it does on the other.
///
/// A threshold that is chosen and reported on the same docs looks better than it is.
public struct ChosenExit: Sendable, Hashable {
  /// What it scores on the docs that chose it.
  public let choosing: ExitPoint
  /// What it scores on the other docs.
  public let reported: ExitPoint
  /// The other docs by whether the deepest read-out (first) and this policy (second) are right.
  public let againstDeepest: PairedCounts

  /// The policy.
  public var policy: ExitPolicy { reported.policy }
}
