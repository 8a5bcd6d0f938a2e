import EvalCore

/// Results in lm-evaluation-harness's table, with loop counts where there are several and the count of right answers.
struct ResultTable {
  /// Header of the first column: `Tasks` or `Groups`.
  let title: String
  /// The rows to show, each task's read-outs together.
  let rows: [ResultRow]
  /// Few-shot examples by row.
  let shots: ShotTexts
  /// Whether there are several read-outs.
  let hasLoops: Bool

  /// The table, a line feed after every line.
  func render() -> String {
    TextTable(columns: columns).render()
  }

  private var columns: [TableColumn] {
    let firsts = rows.indices.map { $0 == 0 || !isSame(rows[$0], rows[$0 - 1]) }
    let task = [
      TableColumn(header: title, cells: zip(rows, firsts).map { .text($1 ? $0.label : "") }),
      TableColumn(header: "Version", cells: zip(rows, firsts).map { $1 ? optional($0.version) : .text("") }),
      TableColumn(header: "Filter", cells: rows.map { _ in .text("none") }),
      TableColumn(header: "n-shot", isRight: true, cells: rows.map { .text(shots[$0]) }),
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

  private func isTop(_ row: ResultRow) -> Bool { row.level == .total && shots.hasMembers }

  /// Whether two rows are of one task or group, at two read-outs.
  private func isSame(_ a: ResultRow, _ b: ResultRow) -> Bool {
    a.task == b.task && a.level == b.level && a.depth == b.depth
  }

  private func optional(_ number: Int?) -> TableColumn.Cell { number.map { .number(Double($0)) } ?? .text("") }
}

extension ResultRow {
  /// The name with the marks of its depth, for example ` - anatomy`.
  var label: String { depth == 0 ? alias : String(repeating: " ", count: depth) + "- " + alias }
}

/// The numbers of few-shot examples in a run's table.
struct ShotTexts {
  /// Whether there are rows below the total.
  let hasMembers: Bool
  private let all: String
  /// The least and the most of every task and group, where tasks differ.
  private var ranges: [String: ClosedRange<Int>]?
  /// Whether tasks may have different numbers.
  var differ: Bool { ranges != nil }

  /// The numbers for the rows of a run.
  init(_ rows: [ResultRow], _ task: RunManifest.Task) {
    hasMembers = rows.contains { $0.level != .total }
    all = "\(task.numFewshot)"
    guard let byTask = task.numFewshotByTask else { return }
    var found: [String: ClosedRange<Int>] = [:]
    // The row itself after the groups that it is in, the outermost first.
    var path: [ResultRow] = []
    for row in rows {
      path.removeLast(path.count - min(path.count, row.depth))
      path.append(row)
      guard let shots = byTask[row.task] else { continue }
      for place in path {
        let known = found[place.task] ?? shots...shots
        found[place.task] = min(known.lowerBound, shots)...max(known.upperBound, shots)
      }
    }
    ranges = found
  }

  /// The number of a row as text: for example `5`, or `0–5` for a group whose tasks differ.
  ///
  /// The total of a run with one number has none, as in lm-evaluation-harness's tables of MMLU.
  subscript(row: ResultRow) -> String {
    guard let ranges else { return row.level == .total && hasMembers ? "" : all }
    return ranges[row.task].map(RunManifest.Task.text) ?? ""
  }
}

extension RunManifest.Task {
  /// The number of few-shot examples of all tasks, or the least and the most, for example `0–5`.
  var shotsText: String {
    guard let numbers = numFewshotByTask?.values, let least = numbers.min(), let most = numbers.max() else {
      return "\(numFewshot)"
    }
    return Self.text(least...most)
  }

  static func text(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)"
  }
}
