/// How an axis and its marks write numbers.
public enum PlotNumber: Sendable, Equatable {
  /// As it is, for example `14042` or `1.5T`.
  case number
  /// A share as per cent, for example `22.945 %`.
  case percent
  /// A difference of shares in percentage points with its sign, for example `+1.25`.
  case points

  /// What a tooltip says: all decimals that reports have.
  func long(_ value: Double) -> String {
    switch self {
    case .number: DecimalText.significant(value, 6)
    case .percent: DecimalText.fixed(value * 100, 3) + " %"
    case .points: signed(value, DecimalText.fixed(value * 100, 3))
    }
  }

  /// What a cell or a lone tick says.
  func short(_ value: Double) -> String {
    switch self {
    case .number: DecimalText.significant(value, 3)
    case .percent: DecimalText.significant(value * 100, 3) + " %"
    case .points: signed(value, DecimalText.significant(value * 100, 3))
    }
  }

  /// What a tick says among others that are multiples of a step.
  func text(_ value: Double, step: TickStep) -> String {
    switch self {
    case .number where value.magnitude >= 1e6 || step.exponent < -4: DecimalText.significant(value, 6)
    case .number: DecimalText.fixed(value, max(0, -step.exponent))
    case .percent: DecimalText.fixed(value * 100, max(0, -step.exponent - 2)) + " %"
    case .points: signed(value, DecimalText.fixed(value * 100, max(0, -step.exponent - 2)))
    }
  }

  private func signed(_ value: Double, _ text: String) -> String { value > 0 ? "+" + text : text }
}
