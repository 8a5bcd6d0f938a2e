/// A way to choose the depth at which a doc stops.
public enum ExitPolicy: Sendable, Hashable {
  /// Every doc at the same depth.
  case fixed(loops: Int)
  /// Each doc by a rule.
  case rule(ExitRule)
}
