/// Two values of a category, with the interval of their difference.
public struct PlotPair: Sendable, Equatable {
  /// The category's index from 0.
  public var position: Double
  /// The value that is compared with.
  public var first: Double
  /// The other value.
  public var second: Double
  /// The lower end of the interval of `second − first`.
  public var low: Double?
  /// The upper end of the interval of `second − first`.
  public var high: Double?
  /// What is said of it besides, for example a p-value.
  public var note: String

  /// Two values; a pair in which one is not finite is left out.
  public init(
    _ position: Double, _ first: Double, _ second: Double, low: Double? = nil, high: Double? = nil, note: String = ""
  ) {
    self.position = position
    self.first = first
    self.second = second
    self.low = low
    self.high = high
    self.note = note
  }

  /// Where `second` may be as the interval has it, `first` being given: a point at `second`.
  var end: PlotPoint {
    PlotPoint(position, second, low: low.map { first + $0 }, high: high.map { first + $0 }, note: note)
  }

  /// Whether the interval leaves out 0: a difference that chance does not explain.
  var isClear: Bool {
    guard let low, let high else { return false }
    return low > 0 || high < 0
  }
}
