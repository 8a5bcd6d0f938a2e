import EvalCore
import Mustache

/// Runs over their loop counts, and what loops do to hidden states.
struct DepthSection {
  let id = "depth"
  let heading = "Depth"
  /// The first run.
  let runs: [SectionRun]
  /// The others.
  let later: LaterMarkup?

  /// The runs that have several read-outs or a trace; nil where none has.
  init?(_ runs: [NamedReport], analyses: [RunAnalysis?], plots: [RunPlots], _ library: MustacheLibrary) throws {
    let all: [SectionRun] = runs.indices.compactMap { index in
      guard let analysis = analyses[index], analysis.depth != nil || analysis.trace != nil else { return nil }
      return SectionRun(
        name: runs[index].name, isNamed: runs.count > 1, lead: Self.lead(analysis),
        figures: plots[index].depth.map { HTMLFigure($0, id: "r\(index)") },
        tables: Self.tables(analysis, number: index))
    }
    if all.isEmpty { return nil }
    self.runs = Array(all.prefix(1))
    later = try .runs(id, all, template: "section-run", library)
  }

  private static func lead(_ analysis: RunAnalysis) -> String {
    var sentences: [String] = []
    if let depth = analysis.depth, let last = depth.curve.points.last {
      let overall = depth.churn.overall
      sentences.append(
        "From \(overall.fromLoops) to \(overall.toLoops) loops \(overall.counts.wrongToRight) docs become right and "
          + "\(overall.counts.rightToWrong) become wrong (p = \(NumberText.pValue(overall.correctedPValue)) after Holm); "
          + "\(depth.churn.overthought) of \(depth.churn.docs) are right at some lower loop count and wrong at "
          + "\(last.loops).")
      if last.kind == .exact, depth.curve.points.contains(where: { $0.kind == .prefix }) {
        sentences.append(
          "Read-outs marked prefix are of the longest program, stopped there: its later groups have not run.")
      }
    }
    if let trace = analysis.trace {
      sentences.append("Hidden states: \(ConvergenceText.summary(trace.convergence)).")
    }
    return sentences.joined(separator: " ")
  }

  /// Rows of a long list that a page shows; the JSON report has all.
  private static func thinned<Row>(_ rows: [Row], loops: (Row) -> Int) -> [Row] {
    LogSpaced.places(count: 60, ofLoops: rows.map(loops)).map { rows[$0] }
  }

  private static func tables(_ analysis: RunAnalysis, number: Int) -> [HTMLTable] {
    let curve = analysis.depth.map { [curveTable($0, number), churnTable($0, number), exitTable($0, number)] } ?? []
    return curve + (analysis.trace.map { [convergenceTable($0, number)] } ?? [])
  }

  private static func curveTable(_ depth: DepthAnalysis, _ number: Int) -> HTMLTable {
    HTMLTable(
      id: "curve-\(number)", caption: "Accuracy by loops", summary: "The numbers of the curves",
      columns: [
        .number("Loops"), .text("Read-out"), .number("Right"), .number("Docs"), .number("Accuracy"),
        .number("95 % from"), .number("to"), .number("Gold, nats"), .number("Margin, nats"), .text("Predicted"),
        .text("Verdict"),
      ],
      rows: thinned(depth.curve.points, loops: \.loops).map { point in
        HTMLTable.Row(cells: [
          .number("\(point.loops)", Double(point.loops)), .text(point.kind.rawValue),
          .number("\(point.tally.correct)", Double(point.tally.correct)),
          .number("\(point.tally.judged)", Double(point.tally.judged)),
          .number(NumberText.percent(point.tally.accuracy), point.tally.accuracy * 100),
          .number(NumberText.percent(point.ci95.low), point.ci95.low * 100),
          .number(NumberText.percent(point.ci95.high), point.ci95.high * 100), nats(point.meanGoldLogprob),
          nats(point.meanMargin), .text(LetterCounts(point.tally).text), .verdict(point.verdict.status),
        ])
      })
  }

  private static func churnTable(_ depth: DepthAnalysis, _ number: Int) -> HTMLTable {
    let steps =
      thinned(depth.churn.steps, loops: \.toLoops) + (depth.churn.steps.count > 1 ? [depth.churn.overall] : [])
    return HTMLTable(
      id: "churn-\(number)", caption: "Answers from one loop count to another", summary: "The numbers of the churn",
      columns: [
        .number("From"), .number("To"), .number("Changed"), .number("Wrong → right"), .number("Right → wrong"),
        .number("p"), .number("Holm"),
      ],
      rows: steps.map { step in
        HTMLTable.Row(cells: [
          .number("\(step.fromLoops)", Double(step.fromLoops)), .number("\(step.toLoops)", Double(step.toLoops)),
          .number("\(step.changed)", Double(step.changed)),
          .number("\(step.counts.wrongToRight)", Double(step.counts.wrongToRight)),
          .number("\(step.counts.rightToWrong)", Double(step.counts.rightToWrong)),
          .number(NumberText.pValue(step.counts.pValue), step.counts.pValue),
          .number(NumberText.pValue(step.correctedPValue), step.correctedPValue),
        ])
      })
  }

  private static func exitTable(_ depth: DepthAnalysis, _ number: Int) -> HTMLTable {
    HTMLTable(
      id: "exits-\(number)", caption: "Exits that no other one beats; cost in \(depth.cost.unit)",
      summary: "The exit front",
      columns: [.text("Exit"), .number("Mean cost"), .number("Right"), .number("Accuracy"), .number("By chance")],
      rows: depth.exits.frontier.prefix(60).map { point in
        HTMLTable.Row(cells: [
          .head(ExitPolicyText(point.policy).text),
          .number(NumberText.significant(point.result.meanCost, 4), point.result.meanCost),
          .number("\(point.result.correct)", Double(point.result.correct)),
          .number(NumberText.percent(point.result.accuracy), point.result.accuracy * 100),
          .number(NumberText.percent(point.result.randomAccuracy), point.result.randomAccuracy * 100),
        ])
      })
  }

  private static func convergenceTable(_ trace: DepthTrace, _ number: Int) -> HTMLTable {
    HTMLTable(
      id: "convergence-\(number)", caption: "Hidden states by group", summary: "How hidden states behave",
      columns: [
        .number("Group"), .number("Loops"), .text("State"), .number("RMS"), .number("Residual"), .text("Why"),
      ],
      rows: trace.convergence.map { group in
        HTMLTable.Row(cells: [
          .number("\(group.group)", Double(group.group)), .number("\(group.loops)", Double(group.loops)),
          .text(ConvergenceText(group.state).text), significant(group.lastRMS), significant(group.lastResidual),
          .text(group.reason),
        ])
      })
  }

  private static func nats(_ value: Double?) -> HTMLTable.Cell {
    .number(value.map { NumberText.fixed($0, 3) } ?? "–", value)
  }

  private static func significant(_ value: Double?) -> HTMLTable.Cell {
    .number(value.map { NumberText.significant($0, 3) } ?? "–", value)
  }
}
