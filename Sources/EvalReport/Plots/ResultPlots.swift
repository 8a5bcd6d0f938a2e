import EvalCore
import EvalPlot

/// Plots of a run's result: accuracy by task, and predicted beside right letters.
struct ResultPlots {
  private let report: RunReport

  /// The plots of a run.
  init(_ report: RunReport) { self.report = report }

  var all: [ReportPlot] { [tasks, letters].compactMap { $0 } }

  /// The rows at the last read-out.
  private var rows: [ResultRow] {
    let count = report.result.readouts.count
    return report.result.rows.enumerated().filter { ($0.offset + 1) % count == 0 }.map(\.element)
  }

  /// Accuracy of every task with its interval, the best first.
  private var tasks: ReportPlot? {
    let tasks = rows.filter { $0.level == .task && $0.tally.judged > 0 }.sorted { $0.accuracy > $1.accuracy }
    guard tasks.count > 1, let best = tasks.first, let worst = tasks.last else { return nil }
    let points = tasks.enumerated().map { place, row in
      PlotPoint(
        Double(place), row.accuracy, low: row.ci95.low, high: row.ci95.high, label: row.alias,
        note: "\(row.tally.correct)/\(row.tally.judged)")
    }
    let floors = rows.first?.tally.floorMarks ?? []
    return ReportPlot(
      name: "accuracy-by-task",
      picture: .plot(
        Plot(
          "Accuracy by task",
          description:
            "\(tasks.count) tasks, from \(worst.alias) with \(NumberText.percent(worst.accuracy)) to \(best.alias) with "
            + "\(NumberText.percent(best.accuracy)); whiskers are Wilson's 95 % intervals.",
          x: .linear("accuracy", .percent, showing: 0...1), y: .categories(tasks.map(\.alias)),
          marks: [.dots([PlotSeries("", points)])] + floors)),
      isWide: true)
  }

  /// How often each letter is predicted, beside how often it is right.
  private var letters: ReportPlot? {
    guard let total = rows.first(where: { $0.depth == 0 && $0.tally.withChoices > 0 })?.tally, total.labels.count < 12
    else { return nil }
    func series(_ name: String, _ number: Int, _ counts: [Int]) -> PlotSeries {
      PlotSeries(name, number: number, counts.enumerated().map { PlotPoint(Double($0), Double($1)) })
    }
    let most = zip(total.labels, total.predicted).max { $0.1 < $1.1 }
    return ReportPlot(
      name: "letters",
      picture: .plot(
        Plot(
          "Predicted and right answers by letter",
          description: most.map {
            "\($0.0) is predicted most often, in \($0.1) of \(total.withChoices) docs. A model that reads has about as many "
              + "predictions of a letter as there are right answers."
          } ?? "",
          x: .categories(total.labels, "letter"),
          y: .docs(total.predicted + total.gold),
          marks: [.bars([series("predicted", 1, total.predicted), series("right", 2, total.gold)], values: true)])))
  }
}

/// A run's one number on an axis, with what to read it against.
struct HeadlinePlot {
  private let runs: [NamedReport]

  /// The plot of the first run's number.
  init(_ runs: [NamedReport]) { self.runs = runs }

  /// The plot; nil where nothing is right or wrong.
  var plot: ReportPlot? {
    guard let row = runs.first.flatMap({ Headline.row($0.report) }), row.tally.judged > 0 else { return nil }
    let others = runs.dropFirst().compactMap { run in Headline.row(run.report).map { (run.name, $0) } }
      .filter { $0.1.tally.judged > 0 }
    let floors = floors(row.tally)
    let numbers = [row.ci95.low, row.ci95.high] + floors.map(\.share) + others.map(\.1.accuracy)
    let room = max((numbers.max() ?? 1) - (numbers.min() ?? 0), 0.01) * 0.15
    let shown = max(0, (numbers.min() ?? 0) - room)...min(1, (numbers.max() ?? 1) + room)
    return ReportPlot(
      name: "headline",
      picture: .plot(
        Plot(
          "Accuracy beside what is reached without reading",
          description:
            "\(row.tally.correct)/\(row.tally.judged) = \(NumberText.percent(row.accuracy)), 95 % interval "
            + "\(NumberText.percent(row.ci95.low)) to \(NumberText.percent(row.ci95.high)); "
            + floors.map { "\($0.name) \(NumberText.percent($0.share))" }.joined(separator: ", ") + ".",
          x: .linear("accuracy", .percent, showing: shown), y: .none,
          marks: [
            .interval(
              PlotPoint(
                0, row.accuracy, low: row.ci95.low, high: row.ci95.high, label: NumberText.percent(row.accuracy),
                note: "\(row.tally.correct)/\(row.tally.judged)"))
          ] + floors.map { .reference(value: $0.share, $0.name) }
            + others.enumerated().map { .reference(value: $1.1.accuracy, $1.0, number: min($0 + 2, 8)) })))
  }

  /// Guessing and every constant letter; letters of one share have one mark.
  private func floors(_ tally: Tally) -> [(name: String, share: Double)] {
    guard tally.withChoices > 0 else { return [] }
    var byShare: [(name: String, share: Double)] = [("guessing", tally.chance)]
    guard tally.labels.count < 12 else { return byShare }
    for (label, count) in zip(tally.labels, tally.gold) {
      let share = Double(count) / Double(tally.withChoices)
      if let place = byShare.firstIndex(where: { $0.share == share }) {
        byShare[place].name += ", always \(label)"
      } else {
        byShare.append(("always \(label)", share))
      }
    }
    return byShare
  }
}
