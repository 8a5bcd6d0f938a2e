import EvalCore

/// Results in lm-evaluation-harness's table, with loop counts where there are several and the count of right answers.
struct ResultTable {
  /// Header of the first column: `Tasks` or `Groups`.
  let title: String
  /// The rows to show, each task's read-outs together.
  let rows: [TaskResult]
  /// Few-shot examples.
  let numFewshot: Int
  /// Whether there are several read-outs.
  let hasLoops: Bool

  /// The table, a line feed after every line.
  func render() -> String {
    TextTable(columns: columns).render()
  }

  private var columns: [TableColumn] {
    let task = [
      TableColumn(header: title, cells: rows.map { .text(isFirst($0) ? name($0) : "") }),
      TableColumn(header: "Version", cells: rows.map { isFirst($0) ? optional($0.version) : .text("") }),
      TableColumn(header: "Filter", cells: rows.map { _ in .text("none") }),
      TableColumn(header: "n-shot", cells: rows.map { isTop($0) ? .text("") : .number(Double(numFewshot)) }),
    ]
    let loops = TableColumn(header: "Loops", cells: rows.map { optional($0.loops) })
    let verdict = TableColumn(header: "Verdict", cells: rows.map { .text($0.verdict.status.rawValue) })
    return task + (hasLoops ? [loops] : []) + values + (hasBrokenPart ? [verdict] : [])
  }

  private var values: [TableColumn] {
    [
      TableColumn(header: "Metric", cells: rows.map { _ in .text("acc") }),
      TableColumn(header: "   ", cells: rows.map { .text(isTop($0) ? "" : "↑") }),
      TableColumn(header: "Value", cells: rows.map { .number($0.accuracy) }),
      TableColumn(header: "   ", cells: rows.map { _ in .text("±") }),
      TableColumn(header: "Stderr", cells: rows.map { $0.stderr.map { .number($0) } ?? .text("   N/A") }),
      TableColumn(
        header: "correct/total", isRight: true, cells: rows.map { .text("\($0.tally.correct)/\($0.tally.judged)") }),
    ]
  }

  private var hasBrokenPart: Bool { rows.contains { $0.level != .total && $0.verdict.status != .valid } }

  private func isTop(_ row: TaskResult) -> Bool { row.level == .total }

  private func isFirst(_ row: TaskResult) -> Bool {
    row == rows.first { $0.task == row.task && $0.level == row.level }
  }

  private func name(_ row: TaskResult) -> String {
    row.depth == 0 ? row.alias : String(repeating: " ", count: row.depth) + "- " + row.alias
  }

  private func optional(_ number: Int?) -> TableColumn.Cell { number.map { .number(Double($0)) } ?? .text("") }
}
