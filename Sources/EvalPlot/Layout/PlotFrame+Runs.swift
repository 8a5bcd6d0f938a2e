extension PlotFrame {
  /// Points with their spots, cut where one has none.
  func runs(_ points: [PlotPoint]) -> [[PlacedPoint]] {
    points.map { place($0) }.split { $0 == nil }.map { $0.compactMap { $0 } }
  }
}
