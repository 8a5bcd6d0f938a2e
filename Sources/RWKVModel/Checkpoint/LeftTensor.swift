/// A tensor that a model leaves unused on purpose.
public struct LeftTensor: Sendable, Hashable {
  /// The canonical name.
  public let name: String
  /// Why it is not used.
  public let reason: String

  /// A tensor and the reason to leave it.
  public init(name: String, reason: String) {
    self.name = name
    self.reason = reason
  }
}
