/// The least and the greatest number of an axis.
struct Bounds: Sendable, Equatable {
  var low: Double
  var high: Double

  /// The bounds of numbers; nil without any.
  init?(of numbers: [Double]) {
    guard let low = numbers.min(), let high = numbers.max() else { return nil }
    self.init(low: low, high: high)
  }

  init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// The bounds with room between them: around a lone number a tenth of it, around 0 one.
  var widened: Bounds {
    let size = max(low.magnitude, high.magnitude)
    guard high - low <= size * 1e-9 || high - low < 1e-300 else { return self }
    let room = size < 1e-290 ? 1 : size / 10
    return Bounds(low: low - room, high: high + room)
  }

  /// The bounds with room between them on a logarithmic axis: around a lone number a factor of 2.
  var widenedAsLogarithms: Bounds {
    high / low > 1 + 1e-9 ? self : Bounds(low: low / 2, high: high * 2)
  }

  /// The bounds moved outwards to multiples of the step of about `count` ticks.
  func rounded(about count: Int) -> Bounds {
    let step = TickStep(dividing: self, about: count)
    return Bounds(low: step.multiple(step.count(low, .down)), high: step.multiple(step.count(high, .up)))
  }

  /// Whether a number is within them, with allowance for rounding.
  func contains(_ number: Double) -> Bool {
    let slack = number.magnitude * 1e-9
    return number >= low - slack && number <= high + slack
  }
}
