/// A way to choose the depth at which a doc stops.
public enum ExitPolicy: Sendable, Hashable {
  /// Every doc at the same depth.
  case fixed(loops: Int)
  /// Each doc by a rule.
  case rule(ExitRule)
}

/// A policy with what it scores and costs.
public struct ExitPoint: Sendable, Hashable {
  /// How the depth is chosen.
  public let policy: ExitPolicy
  /// What comes of it.
  public let result: ExitResult
}
