/// The percentages that a chart reaches from and to: multiples of a round step around what it shows.
struct ChartScale {
  /// Steps, the finest first.
  private static let steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20]

  /// The lower end in per cent.
  let low: Double
  /// The upper end in per cent.
  let high: Double
  private let step: Double

  /// A scale around values in per cent, of which there is one at least.
  init(_ values: [Double]) {
    let (least, most) = (values.min() ?? 0, values.max() ?? 100)
    step = Self.steps.first { (most - least) / $0 <= 8 } ?? 20
    let low = (least / step).rounded(.down) * step
    self.low = low
    high = max((most / step).rounded(.up) * step, low + step)
  }

  /// The ends as text.
  var labels: (low: String, high: String) {
    let decimals = step < 1 ? 1 : 0
    return (NumberText.fixed(low, decimals), NumberText.fixed(high, decimals))
  }

  /// The dot of a value among so many from top to bottom.
  func dot(_ value: Double, of height: Int) -> Int {
    Int(((high - value) / (high - low) * Double(height - 1)).rounded())
  }
}
