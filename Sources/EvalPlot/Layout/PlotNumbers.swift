/// The numbers that the axes of a plot have to show.
struct PlotNumbers: Sendable {
  var x: [Double]
  var y: [Double]

  /// The numbers of a plot's marks.
  init(_ plot: Plot) {
    let positions = plot.marks.flatMap(\.shape.positions)
    let values = plot.marks.flatMap(\.shape.values)
    x = plot.isHorizontal ? values : positions
    y = plot.isHorizontal ? positions : values
  }

  /// The numbers of all plots that have axes in common.
  init(_ plots: [Plot]) {
    let all = plots.map { PlotNumbers($0) }
    x = all.flatMap(\.x)
    y = all.flatMap(\.y)
  }
}
