import EvalCore
import EvalPlot

/// Plots of two read-outs beside each other.
struct ComparisonPlots {
  private let compared: ComparedReadouts
  private let first: String
  private let second: String

  /// The plots of a comparison.
  ///
  /// - Parameters:
  ///   - first: Name of the read-out that is compared with.
  ///   - second: Name of the other.
  init(_ compared: ComparedReadouts, first: String, second: String) {
    self.compared = compared
    self.first = first
    self.second = second
  }

  /// Both accuracies of every task, the largest gain first; then the differences with their intervals.
  var all: [ReportPlot] {
    let rows = compared.comparison.rows
    // A row with members is followed by the deeper first of them.
    let tasks = rows.indices.filter { $0 + 1 == rows.count || rows[$0 + 1].depth <= rows[$0].depth }.map { rows[$0] }
      .sorted { $0.counts.difference > $1.counts.difference }
    guard tasks.count > 1, let gain = tasks.first, let loss = tasks.last else { return [] }
    let pairs = tasks.enumerated().map { place, row in
      let counts = row.counts
      return PlotPair(
        Double(place), Double(counts.firstCorrect) / Double(counts.total),
        Double(counts.secondCorrect) / Double(counts.total), note: "p = \(NumberText.pValue(counts.pValue))")
    }
    let differences = tasks.enumerated().map { place, row in
      let interval = row.counts.differenceCI95
      return PlotPoint(
        Double(place), row.counts.difference, low: interval.low, high: interval.high, label: row.alias,
        note: "p = \(NumberText.pValue(row.counts.pValue))")
    }
    return [
      ReportPlot(
        name: "pairs",
        picture: .plot(
          Plot(
            "\(first) and \(second) by task",
            description:
              "Both accuracies of every task, the largest gain first.",
            x: .linear("accuracy", .percent), y: .categories(tasks.map(\.alias)),
            marks: [.dumbbells(pairs, first: first, second: second)])),
        isWide: true),
      ReportPlot(
        name: "differences",
        picture: .plot(
          Plot(
            "Difference by task",
            description:
              "From \(gain.alias) with \(NumberText.points(gain.counts.difference)) points to \(loss.alias) with "
              + "\(NumberText.points(loss.counts.difference)); whiskers are 95 % intervals of the paired difference.",
            x: .linear("\(second) minus \(first) (percentage points)", .points), y: .categories(tasks.map(\.alias)),
            marks: [.reference(value: 0, "no difference"), .dots([PlotSeries("", differences)])])),
        isWide: true),
    ]
  }
}
