import EvalCore
import EvalPlot

/// Plots of a run over its loop counts.
struct DepthPlots {
  private let depth: DepthAnalysis
  private let manifest: RunManifest
  private let result: RunResult
  private var points: [DepthCurve.Point] { depth.curve.points }
  private var loops: [Double] { depth.loops.map(Double.init) }

  /// The plots of a run's depths.
  init(_ depth: DepthAnalysis, _ report: RunReport) {
    self.depth = depth
    manifest = report.manifest
    result = report.result
  }

  var all: [ReportPlot] { [accuracy, parts, gold, margin, letters, churn, settled, exits].compactMap { $0 } }

  /// Loop counts up to which each has a tick, or a bar.
  private static let most = 24

  private var axis: PlotAxis {
    let ticks = loops.count <= Self.most ? loops : []
    return loops.allSatisfy { $0 > 0 }
      ? .logarithmic("loops", base: .two, ticks: ticks) : .linear("loops", ticks: ticks)
  }

  /// The loop counts that the model was trained with, where that is known.
  private var trained: [PlotMark] {
    manifest.model.loopsTrained.map {
      [.shade(from: Double($0.lowerBound), to: Double($0.upperBound), "seen in training")]
    } ?? []
  }

  private var accuracy: ReportPlot? {
    guard let last = points.last, last.tally.judged > 0,
      let best = points.max(by: { $0.tally.accuracy < $1.tally.accuracy })
    else { return nil }
    let series = PlotSeries(
      "",
      points.map {
        PlotPoint(
          Double($0.loops), $0.tally.accuracy, low: $0.ci95.low, high: $0.ci95.high,
          label: "\($0.loops) loops" + ($0.kind == .prefix ? " (prefix)" : ""),
          note: "\($0.tally.correct)/\($0.tally.judged)")
      })
    return ReportPlot(
      name: "accuracy-by-loops",
      picture: .plot(
        Plot(
          "Accuracy by loops",
          description:
            "\(NumberText.percent(last.tally.accuracy)) at \(last.loops) loops; the highest is "
            + "\(NumberText.percent(best.tally.accuracy)) at \(best.loops). The band is Wilson's 95 % interval.",
          x: axis, y: .linear("accuracy", .percent), marks: trained + last.tally.floorMarks + [.line(series)])))
  }

  /// Accuracy by loops of each group or task below the total, where they are few enough to be told apart.
  private var parts: ReportPlot? {
    let rows = Dictionary(grouping: result.rows.filter { $0.depth == 1 && $0.tally.judged > 0 }, by: \.alias)
    guard (2...12).contains(rows.count) else { return nil }
    let plots = rows.sorted { $0.key < $1.key }.map { name, rows in
      let points = rows.sorted { ($0.loops ?? 0) < ($1.loops ?? 0) }.map { row in
        PlotPoint(
          Double(row.loops ?? 0), row.accuracy, low: row.ci95.low, high: row.ci95.high,
          note: "\(row.tally.correct)/\(row.tally.judged)")
      }
      return Plot(
        name, description: "", x: axis, y: .linear("", .percent), marks: [.line(PlotSeries("", points))])
    }
    return ReportPlot(
      name: "parts-by-loops",
      picture: .grid(
        PlotGrid(
          "Accuracy by loops of each part", description: "The groups or tasks of the run on the same axes.",
          plots: plots)),
      isWide: true)
  }

  private var gold: ReportPlot? {
    nats(
      "gold-by-loops", "Log-probability of the right answer by loops",
      "Mean over docs, in nats; it moves before accuracy does.", "nats", points.map(\.meanGoldLogprob))
  }

  private var margin: ReportPlot? {
    nats(
      "margin-by-loops", "Margin of the right answer by loops",
      "Log-probability of the right choice minus that of the best wrong one, mean over docs, in nats; above 0 the right one "
        + "leads.", "nats", points.map(\.meanMargin))
  }

  private func nats(
    _ name: String, _ title: String, _ description: String, _ unit: String, _ values: [Double?]
  ) -> ReportPlot? {
    let found = zip(loops, values).compactMap { loops, value in value.map { PlotPoint(loops, $0) } }
    guard !found.isEmpty else { return nil }
    return ReportPlot(
      name: name,
      picture: .plot(
        Plot(
          title, description: description, x: axis, y: .linear(unit, showing: 0...0),
          marks: trained + [.line(PlotSeries("", number: 2, found))])))
  }

  /// How often each letter is predicted at every loop count.
  private var letters: ReportPlot? {
    guard let first = points.first, !first.tally.labels.isEmpty, first.tally.labels.count < 12 else { return nil }
    let names = first.tally.labels + ["none"]
    let shown = LogSpaced.places(count: Self.most, ofLoops: depth.loops).map { points[$0] }
    let cells = shown.enumerated().flatMap { column, point in
      (point.tally.predicted + [point.tally.unpredicted]).enumerated().map { row, count in
        PlotCell(column, row, Double(count), text: "\(count)")
      }
    }
    return ReportPlot(
      name: "letters-by-loops",
      picture: .plot(
        Plot(
          "Predicted letters by loops", description: "Docs by predicted letter at every loop count.",
          x: .categories(shown.map { "\($0.loops)" }, "loops"), y: .categories(names), marks: [.heatMap(cells)])))
  }

  /// Docs that become right and wrong from each loop count to the next.
  private var churn: ReportPlot? {
    let steps = depth.churn.steps
    guard steps.count <= Self.most else { return nil }
    func series(_ name: String, _ number: Int, _ count: (DepthChurn.Step) -> Int) -> PlotSeries {
      PlotSeries(name, number: number, steps.enumerated().map { PlotPoint(Double($0), Double(count($1))) })
    }
    return ReportPlot(
      name: "churn",
      picture: .plot(
        Plot(
          "Docs that change from one loop count to the next",
          description:
            "\(depth.churn.overthought) of \(depth.churn.docs) docs are right at some lower loop count and wrong at the "
            + "highest.",
          x: .categories(steps.map { "\($0.fromLoops)–\($0.toLoops)" }, "loops"),
          y: .docs(steps.flatMap { [$0.counts.wrongToRight, $0.counts.rightToWrong] }),
          marks: [
            .bars(
              [
                series("wrong → right", 3, \.counts.wrongToRight), series("right → wrong", 6, \.counts.rightToWrong),
              ], values: true)
          ])))
  }

  /// Docs by the loop count from which on their prediction stays.
  private var settled: ReportPlot? {
    guard loops.count <= Self.most else { return nil }
    return ReportPlot(
      name: "settled",
      picture: .plot(
        Plot(
          "Loops at which predictions settle",
          description: "Docs by the loop count from which on the prediction stays the same.",
          x: .categories(depth.loops.map(String.init), "loops"),
          y: .docs(depth.churn.settled),
          marks: [
            .bars(
              [PlotSeries("", depth.churn.settled.enumerated().map { PlotPoint(Double($0), Double($1)) })], values: true
            )
          ])))
  }

  /// Accuracy against cost: fixed depths, the front of all exits, and what no exit can exceed.
  private var exits: ReportPlot? {
    let sweep = depth.exits
    guard let last = sweep.fixed.last else { return nil }
    func points(_ exits: [ExitPoint]) -> [PlotPoint] {
      exits.map {
        PlotPoint(
          $0.result.meanCost, $0.result.accuracy, label: ExitPolicyText($0.policy).text,
          note: "\($0.result.correct)/\($0.result.total)")
      }
    }
    return ReportPlot(
      name: "exits",
      picture: .plot(
        Plot(
          "Accuracy against cost",
          description:
            "Steps: the exits that no other one beats. Dots: every doc at the same loop count; the deepest has "
            + "\(NumberText.percent(last.result.accuracy)). Dashed: each doc at the first loop count at which it is right, "
            + "\(NumberText.percent(sweep.oracle.accuracy)).",
          x: .linear(depth.cost.unit), y: .linear("accuracy", .percent),
          marks: [
            .reference(value: sweep.oracle.accuracy, "oracle", number: 4),
            .steps(PlotSeries("exit front", number: 1, points(sweep.frontier))),
            .dots([PlotSeries("fixed loops", number: 2, points(sweep.fixed))]),
          ])))
  }
}
