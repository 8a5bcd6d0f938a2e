/// One doc on its way from depth to depth, until a rule stops it.
public struct ExitWatch: Sendable {
  private let rule: ExitRule
  /// Depths in a row, up to the last one seen, at which the criterion holds.
  private var held = 0
  private var before: Outcome.Answer?

  /// A doc before its first depth.
  public init(_ rule: ExitRule) { self.rule = rule }

  /// Whether the rule stops the doc at this depth; to be asked at every depth, in ascending order.
  ///
  /// - Parameters:
  ///   - answer: The doc's answer there.
  ///   - loops: Total loops of the depth.
  public mutating func stops(at answer: Outcome.Answer, loops: Int) -> Bool {
    defer { before = answer }
    return stops(at: rule.criterion.value(of: answer, after: before), loops: loops)
  }

  /// The same where the criterion's value is known.
  mutating func stops(at value: Double?, loops: Int) -> Bool {
    held = rule.holds(value) ? held + 1 : 0
    return held >= rule.patience && loops >= rule.minimumLoops
  }
}
