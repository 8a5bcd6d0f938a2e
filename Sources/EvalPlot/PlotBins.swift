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
}
