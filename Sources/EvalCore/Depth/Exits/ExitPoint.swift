/// A policy with what it scores and costs.
public struct ExitPoint: Sendable, Hashable {
  /// How the depth is chosen.
  public let policy: ExitPolicy
  /// What comes of it.
  public let result: ExitResult
}
