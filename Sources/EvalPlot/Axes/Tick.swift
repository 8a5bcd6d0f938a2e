/// A number at which an axis has a mark, and what stands beside it.
struct Tick: Sendable, Equatable {
  let number: Double
  let label: String

  /// The multiples of a sensible step within bounds.
  static func linear(_ bounds: Bounds, about count: Int, _ format: PlotNumber) -> [Tick] {
    let step = TickStep(dividing: bounds, about: count)
    let first = step.count(bounds.low, .up)
    let last = step.count(bounds.high, .down)
    guard first <= last else { return [] }
    return (first...last).map { step.multiple($0) }.map { Tick(number: $0, label: format.text($0, step: step)) }
  }

  /// Powers of the base within bounds, every so many; with base 10 also 2 and 5 times them where there is room.
  ///
  /// Bounds that hold fewer than two have linear ticks.
  static func logarithmic(_ bounds: Bounds, base: PlotAxis.Base, about count: Int, _ format: PlotNumber) -> [Tick] {
    let powers = base == .two ? powersOfTwo(bounds) : powersOfTen(bounds)
    let all = base == .ten && powers.count * 3 <= count ? withParts(bounds) : powers
    guard all.count > 1 else { return linear(bounds, about: count, format) }
    let stride = (all.count - 1) / max(1, count) + 1
    return all.enumerated().filter { $0.offset % stride == 0 }
      .map { Tick(number: $0.element, label: format.short($0.element)) }
  }

  private static func powersOfTwo(_ bounds: Bounds) -> [Double] {
    let range = bounds.low.exponent...max(bounds.low.exponent, bounds.high.exponent)
    return range.map { Double(sign: .plus, exponent: $0, significand: 1) }.filter(bounds.contains)
  }

  private static func powersOfTen(_ bounds: Bounds) -> [Double] {
    exponents(bounds).map(Logarithm.powerOfTen).filter(bounds.contains)
  }

  private static func withParts(_ bounds: Bounds) -> [Double] {
    exponents(bounds).flatMap { exponent in [1, 2, 5].map { $0 * Logarithm.powerOfTen(exponent) } }
      .filter(bounds.contains)
  }

  private static func exponents(_ bounds: Bounds) -> ClosedRange<Int> {
    let low = Logarithm.decimalExponent(bounds.low)
    return low...max(low, Logarithm.decimalExponent(bounds.high))
  }
}
