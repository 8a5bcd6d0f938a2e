import EvalCore
import EvalPlot

/// Plots of a run's answers beside the right ones.
struct AnswerPlots {
  private let answers: AnswerAnalysis

  /// The plots of an analysis.
  init(_ answers: AnswerAnalysis) { self.answers = answers }

  var all: [ReportPlot] { [confusion, calibration, margins, positions, lengths].compactMap { $0 } }

  /// Whether letters are few enough to be drawn one by one.
  private var hasFewLabels: Bool { (1..<12).contains(answers.labels.count) }

  private var confusion: ReportPlot? {
    guard hasFewLabels, answers.calibration != nil else { return nil }
    let cells = answers.confusion.enumerated().flatMap { row, counts in
      counts.enumerated().map { column, count in PlotCell(column, row, Double(count), text: "\(count)") }
    }
    return ReportPlot(
      name: "confusion",
      picture: .plot(
        Plot(
          "Predicted beside right letters",
          description: "Docs by predicted letter (down) and right letter (across); right answers are on the diagonal.",
          x: .categories(answers.labels, "right"), y: .categories(answers.labels, "predicted"),
          marks: [.heatMap(cells)])))
  }

  private var calibration: ReportPlot? {
    guard let calibration = answers.calibration else { return nil }
    let points = calibration.bins.map { bin in
      PlotPoint(
        bin.meanConfidence, bin.counts.share ?? .nan, low: bin.counts.ci95.low, high: bin.counts.ci95.high,
        note: "\(bin.counts.correct)/\(bin.counts.total)")
    }
    return ReportPlot(
      name: "calibration",
      picture: .plot(
        Plot(
          "Calibration",
          description:
            "Accuracy by the probability of the predicted choice; expected calibration error "
            + "\(NumberText.percent(calibration.expectedError)). On the diagonal a model is right as often as it says.",
          x: .linear("probability of the predicted choice", .percent, showing: 0...1),
          y: .linear("accuracy", .percent, showing: 0...1),
          marks: [.diagonal("as it says"), .dots([PlotSeries("", points)])])))
  }

  private var margins: ReportPlot? {
    guard let margins = answers.margins else { return nil }
    let edges = (0...margins.right.count).map { Double($0) * margins.width }
    return ReportPlot(
      name: "margins",
      picture: .plot(
        Plot(
          "Margins of right and wrong answers",
          description:
            "Log-likelihood of the predicted choice minus that of the next best; the last bin holds all above it too.",
          x: .linear("margin (nats)"), y: .linear("docs", showing: 0...1),
          marks: [
            .histogram([
              PlotBins("right", number: 1, edges: edges, heights: margins.right.map(Double.init)),
              PlotBins("wrong", number: 2, edges: edges, heights: margins.wrong.map(Double.init)),
            ])
          ])))
  }

  private var positions: ReportPlot? {
    guard hasFewLabels, answers.positions.contains(where: { $0.total > 0 }) else { return nil }
    return ReportPlot(
      name: "accuracy-by-position",
      picture: .plot(
        Plot(
          "Accuracy by position of the right answer",
          description: "A model that prefers a letter is right where that letter is.",
          x: .categories(answers.labels, "right letter"), y: .linear("accuracy", .percent, showing: 0...1),
          marks: [.dots([PlotSeries("", Self.points(answers.positions))])])))
  }

  private var lengths: ReportPlot? {
    guard answers.lengths.count > 1 else { return nil }
    let names = answers.lengths.map { $0.shortest == $0.longest ? "\($0.shortest)" : "\($0.shortest)–\($0.longest)" }
    return ReportPlot(
      name: "accuracy-by-length",
      picture: .plot(
        Plot(
          "Accuracy by prompt length",
          description: "Docs in bins of about the same number, by characters of the prompt.",
          x: .linear("accuracy", .percent, showing: 0...1), y: .categories(names, "characters"),
          marks: [.dots([PlotSeries("", Self.points(answers.lengths.map(\.counts)))])])))
  }

  private static func points(_ counts: [CountedShare]) -> [PlotPoint] {
    counts.enumerated().compactMap { place, counts in
      counts.share.map {
        PlotPoint(
          Double(place), $0, low: counts.ci95.low, high: counts.ci95.high, note: "\(counts.correct)/\(counts.total)")
      }
    }
  }
}
