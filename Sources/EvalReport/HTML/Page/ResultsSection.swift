import EvalCore
import Mustache

/// The numbers of groups and tasks, a table a run.
struct ResultsSection {
  /// The first run.
  let runs: [SectionRun]
  /// The others.
  let later: LaterMarkup?

  /// The section of some runs.
  ///
  /// - Throws: `UserError` when there is no memory to pack it.
  init(_ runs: [NamedReport], plots: [RunPlots], _ library: MustacheLibrary) throws {
    let all = zip(runs, plots).enumerated().map { index, pair in
      let (run, plots) = pair
      let judged = run.report.result.rows.contains { $0.tally.judged > 0 }
      var tables: [HTMLTable] = []
      if judged { tables.append(AccuracyTable(run.report, number: index).table) }
      if run.report.showsMetrics { tables.append(MetricsTable(run.report, number: index).table) }
      return SectionRun(
        name: run.name, isNamed: runs.count > 1, lead: Self.lead(run.report),
        figures: plots.results.map { HTMLFigure($0, id: "r\(index)") }, tables: tables)
    }
    self.runs = Array(all.prefix(1))
    later = try .runs("results", all, template: "results-run", library)
  }

  private static func lead(_ report: RunReport) -> String {
    let tasks = report.result.rows.filter { $0.level != .group && $0.loops == report.result.readouts.first }
    let names = tasks.filter { $0.level == .task }
    let docs = report.result.completion.done
    let what = names.count > 1 ? "\(docs) docs of \(names.count) tasks" : "\(docs) docs"
    return "\(what). Bars: accuracy with Wilson's 95 % interval; the thin mark is the share that guessing gives."
  }
}

/// Accuracy by group and task: at the last read-out with its interval, and at the others beside it.
struct AccuracyTable {
  private let report: RunReport
  private let number: Int
  private var readouts: [Int?] { report.result.readouts }
  /// The read-outs before the last that have a column.
  private var others: [Int] { LogSpaced.places(count: 8, ofLoops: readouts).dropLast() }

  /// The table of a run.
  ///
  /// - Parameter number: Index of the run on the page.
  init(_ report: RunReport, number: Int) {
    self.report = report
    self.number = number
  }

  var table: HTMLTable {
    HTMLTable(
      id: "results-\(number)", caption: "Accuracy by group and task" + depth, columns: columns,
      rows: rows)
  }

  private var depth: String {
    guard let last = readouts.last, let loops = last, readouts.count > 1 else { return "" }
    return "; counts, interval and verdict at \(loops) loops"
  }

  private var columns: [HTMLTable.Column] {
    [.text("Task")] + others.map { .number("\(NumberText.loops(readouts[$0])) loops") }
      + [
        .number("Right"), .number("Docs"),
        .number(readouts.count > 1 ? "\(NumberText.loops(readouts[readouts.count - 1])) loops" : "Accuracy"),
        .drawn("0 to 100 %"), .number("95 % from"), .number("to"), .text("Verdict"),
      ]
  }

  private var rows: [HTMLTable.Row] {
    // All read-outs of a group or task stand together.
    let groups = stride(from: 0, to: report.result.rows.count, by: readouts.count).map {
      Array(report.result.rows[$0..<($0 + readouts.count)])
    }
    var path: [(id: String, depth: Int)] = []
    return groups.enumerated().compactMap { index, rows in
      guard let last = rows.last else { return nil }
      while let above = path.last, above.depth >= last.depth { path.removeLast() }
      let id = "r\(number)-\(index)"
      let parent = path.last?.id
      if last.level != .task { path.append((id, last.depth)) }
      let classes = [last.level == .task ? nil : "group", last.depth > 0 ? "level-\(min(last.depth, 3))" : nil]
      return HTMLTable.Row(
        id: last.level == .task ? nil : id, parent: parent, className: classes.compactMap { $0 }.joined(separator: " "),
        cells: cells(rows, last))
    }
  }

  private func cells(_ rows: [ResultRow], _ last: ResultRow) -> [HTMLTable.Cell] {
    let link = last.level == .task ? "#questions?task=\(PageLink.encoded(last.task))" : nil
    let hasNumbers = last.tally.judged > 0
    let chance = last.tally.withChoices > 0 ? last.tally.chance : nil
    return [.head(last.alias, link: link)] + others.map { accuracy(rows[$0]) } + [
      .number("\(last.tally.correct)", Double(last.tally.correct)),
      .number("\(last.tally.judged)", Double(last.tally.judged)), accuracy(last),
      hasNumbers
        ? .drawing(IntervalBar(share: last.accuracy, interval: last.ci95, floor: chance).svg) : .text(""),
      .number(hasNumbers ? NumberText.percent(last.ci95.low) : "–", hasNumbers ? last.ci95.low * 100 : nil),
      .number(hasNumbers ? NumberText.percent(last.ci95.high) : "–", hasNumbers ? last.ci95.high * 100 : nil),
      .verdict(last.verdict.status),
    ]
  }

  private func accuracy(_ row: ResultRow) -> HTMLTable.Cell {
    .number(NumberText.percent(row.accuracy), row.accuracy * 100)
  }
}

/// lm-evaluation-harness's metrics of tasks and groups at every read-out.
struct MetricsTable {
  private let report: RunReport
  private let number: Int

  /// The table of a run.
  init(_ report: RunReport, number: Int) {
    self.report = report
    self.number = number
  }

  var table: HTMLTable {
    let hasLoops = report.result.readouts.count > 1
    let columns: [HTMLTable.Column] =
      [.text("Task")] + (hasLoops ? [.number("Loops")] : []) + [
        .text("Metric"), .text("Filter"), .number("Value"), .number("Standard error"), .number("Docs"),
      ]
    let rows = zip(report.readouts, report.result.readouts).flatMap { readout, loops in
      readout.results.groups.flatMap { group in
        zip(group.metrics.results, group.metrics.sampleCounts).map {
          row(group.name, hasLoops ? loops : nil, $0, docs: $1)
        }
      }
        + readout.results.tasks.flatMap { task in
          task.metrics.results.map {
            row(task.metrics.task, hasLoops ? loops : nil, $0, docs: task.metrics.sampleLength)
          }
        }
    }
    return HTMLTable(
      id: "metrics-\(number)", caption: "Metrics as lm-evaluation-harness computes them", columns: columns, rows: rows)
  }

  private func row(_ name: String, _ loops: Int?, _ result: MetricResult, docs: Int) -> HTMLTable.Row {
    let loops = loops.map { [HTMLTable.Cell.number("\($0)", Double($0))] } ?? []
    return HTMLTable.Row(
      cells: [.head(name)] + loops + [
        .text(result.name), .text(result.filter), .number(NumberText.fixed(result.value, 4), result.value),
        .number(result.stderr.map { NumberText.fixed($0, 4) } ?? "–", result.stderr), .number("\(docs)", Double(docs)),
      ])
  }
}
