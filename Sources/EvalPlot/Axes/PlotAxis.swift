/// An axis of a plot: its name with the unit, what it shows and how it writes numbers.
public struct PlotAxis: Sendable, Equatable {
  /// The number whose powers are ticks.
  public enum Base: Sendable {
    /// For loop counts.
    case two
    /// For what spans many orders.
    case ten
  }

  enum Kind: Sendable, Equatable {
    case linear
    case logarithmic(Base)
    case categories([String])
  }

  /// The name with the unit, for example `loss (nats per token)`.
  let title: String
  let kind: Kind
  let format: PlotNumber
  /// What is shown at least.
  private var least: [Double] = []
  /// Where ticks are; empty for sensible ones.
  private var chosen: [Double] = []

  /// An axis on which equal differences are equally far.
  ///
  /// - Parameters:
  ///   - showing: The numbers to show at least; data beyond widen it. Nil for what the data need.
  ///   - ticks: Where ticks are; empty for multiples of a sensible step.
  public static func linear(
    _ title: String, _ format: PlotNumber = .number, showing: ClosedRange<Double>? = nil, ticks: [Double] = []
  ) -> PlotAxis {
    PlotAxis(title, .linear, format, showing, ticks)
  }

  /// An axis on which equal ratios are equally far; numbers that are not positive have no place on it.
  ///
  /// - Parameters:
  ///   - base: Ticks are at its powers.
  ///   - ticks: Where ticks are instead, for example at the loop counts that were read out.
  public static func logarithmic(
    _ title: String, base: Base, _ format: PlotNumber = .number, showing: ClosedRange<Double>? = nil,
    ticks: [Double] = []
  ) -> PlotAxis {
    PlotAxis(title, .logarithmic(base), format, showing, ticks)
  }

  /// An axis of names, in order from the left or from the top; marks stand at a name's index, counted from 0.
  public static func categories(_ names: [String], _ title: String = "") -> PlotAxis {
    PlotAxis(title, .categories(names), .number, nil, [])
  }

  /// An axis that shows nothing and has one place, 0: for numbers that stand on one line.
  public static let none = PlotAxis.categories([""])

  private init(
    _ title: String, _ kind: Kind, _ format: PlotNumber, _ showing: ClosedRange<Double>?, _ ticks: [Double]
  ) {
    self.title = title
    self.kind = kind
    self.format = format
    least = showing.map { [$0.lowerBound, $0.upperBound] } ?? []
    chosen = ticks
  }

  /// The names on it; nil for an axis of numbers.
  var categories: [String]? {
    guard case .categories(let names) = kind else { return nil }
    return names
  }

  var isLogarithmic: Bool {
    guard case .logarithmic = kind else { return false }
    return true
  }

  /// Whether a number has a place on it.
  func takes(_ number: Double) -> Bool {
    switch kind {
    case .linear: number.isPlottable
    case .logarithmic: number.isPlottableAsLogarithm
    case .categories(let names): number >= -0.5 && number <= Double(names.count) - 0.5
    }
  }

  /// From where to where it goes, to show all of `numbers` that have a place on it.
  ///
  /// Where nothing is said of it, the ends are ticks if there are about `count` of these.
  func bounds(of numbers: [Double], about count: Int = 6) -> Bounds {
    if let categories { return Bounds(low: -0.5, high: Double(max(1, categories.count)) - 0.5) }
    let own = least.filter(takes)
    let shown = Bounds(of: own + numbers.filter(takes))
    guard kind == .linear else { return (shown ?? Bounds(low: 1, high: 10)).widenedAsLogarithms }
    let bounds = (shown ?? Bounds(low: 0, high: 1)).widened
    return own.isEmpty && chosen.isEmpty ? bounds.rounded(about: count) : bounds
  }

  /// About `count` ticks between bounds.
  func ticks(_ bounds: Bounds, about count: Int) -> [Tick] {
    if let categories { return categories.enumerated().map { Tick(number: Double($0.offset), label: $0.element) } }
    if !chosen.isEmpty {
      return chosen.filter { takes($0) && bounds.contains($0) }.map { Tick(number: $0, label: format.short($0)) }
    }
    guard case .logarithmic(let base) = kind else { return Tick.linear(bounds, about: count, format) }
    return Tick.logarithmic(bounds, base: base, about: count, format)
  }

  /// A number on it in words, for example `8 loops` or the name of a category.
  func words(_ number: Double) -> String {
    guard let categories else { return title.isEmpty ? format.long(number) : "\(format.long(number)) \(title)" }
    guard takes(number), let index = Int(exactly: number.rounded()) else { return "" }
    return categories.indices.contains(index) ? categories[index] : ""
  }
}
