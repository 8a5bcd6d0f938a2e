/// Docs counted in cells, and a statistic that depends on the docs through these counts alone.
protocol ResampledCounts {
  /// Docs in each cell.
  var cells: [Int] { get }

  /// The statistic of other counts in the same cells.
  func statistic(_ cells: [Int]) -> Double
}
