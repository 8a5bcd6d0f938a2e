/// Numbers counted in bins of equal or unequal width.
public struct PlotBins: Sendable, Equatable {
  /// What readers call it, for example `right answers`.
  public var name: String
  /// The number of its colour and dash, from 1 to 8.
  public var number: Int
  /// Where bins begin and end, ascending: one more than heights.
  ///
  /// A bin has its lower edge, the last one both.
  public var edges: [Double]
  /// How high each bin is: a count, or a share.
  public var heights: [Double]

  /// Bins that were counted elsewhere; heights without an edge on both sides are left out.
  public init(_ name: String, number: Int = 1, edges: [Double], heights: [Double]) {
    self.name = name
    self.number = number
    self.edges = edges
    self.heights = heights
  }

  /// Counts of values; those that are not finite or lie outside the edges are not counted.
  public init(_ name: String, number: Int = 1, edges: [Double], counting values: [Double]) {
    var counts = [Double](repeating: 0, count: max(0, edges.count - 1))
    for value in values {
      guard let bin = Self.bin(of: value, edges) else { continue }
      counts[bin] += 1
    }
    self.init(name, number: number, edges: edges, heights: counts)
  }

  /// Round edges of about `count` bins that hold all finite values; none without any.
  public static func edges(of values: [Double], about count: Int = 30) -> [Double] {
    guard let bounds = Bounds(of: values.filter(\.isPlottable)) else { return [] }
    let wide = bounds.widened
    let step = TickStep(dividing: wide, about: count)
    return (step.count(wide.low, .down)...step.count(wide.high, .up)).map { step.multiple($0) }
  }

  private static func bin(of value: Double, _ edges: [Double]) -> Int? {
    guard edges.count > 1, let first = edges.first, let last = edges.last, value >= first, value <= last else {
      return nil
    }
    var low = 0
    var high = edges.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if edges[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }
}
