/// What the costs of an exit sweep count.
public struct ExitCost: Sendable {
  /// Cost of each depth.
  public let values: [Double]
  /// The unit, for example `layer applications a token`.
  public let unit: String
  /// What a reader must know of these costs; nil where an early exit costs what they say.
  public let caution: String?

  /// Costs in a unit.
  public init(values: [Double], unit: String, caution: String? = nil) {
    self.values = values
    self.unit = unit
    self.caution = caution
  }
}
