import EvalCore

/// Right answers with a row a task or group and a column a loop count.
struct DepthAccuracyTable {
  /// Above the first column.
  let title: String
  /// Every row at all read-outs.
  let rows: [[ResultRow]]
  /// Few-shot examples by row.
  let shots: ShotTexts
  /// The loop counts.
  let axis: DepthAxis

  /// The columns; what is broken by itself is marked.
  var columns: DepthColumns {
    let firsts = rows.compactMap(\.first)
    let isMarked = !legend.isEmpty
    let names = TableColumn(title, isRight: false, firsts, \.label)
    let numbers = TableColumn("n-shot", firsts) { shots[$0] }
    return DepthColumns(
      fixed: [names] + (shots.differ ? [numbers] : []) + [TableColumn("Docs", firsts) { "\($0.tally.judged)" }],
      depths: axis.loops.indices.map { column($0, isMarked: isMarked) })
  }

  /// What the marks say, a sentence each.
  var legend: [String] {
    let found = Set(rows.joined().map(Self.mark))
    return [("?", Verdict.Status.suspect), ("!", .invalid)].filter { found.contains($0.0) }.map {
      "\($0): \($1.rawValue) by itself"
    }
  }

  private func column(_ place: Int, isMarked: Bool) -> TableColumn {
    let cells = rows.map { $0[place] }
    let width = cells.map { "\($0.tally.correct)".count }.max() ?? 0
    return TableColumn(axis.header(place), cells) { row in
      guard row.tally.judged > 0 else { return "–" }
      let percent = NumberText.fixed(row.accuracy * 100, 1)
      return padded("\(row.tally.correct)", width) + " " + padded(percent, 5) + (isMarked ? Self.mark(row) : "")
    }
  }

  private func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func mark(_ row: ResultRow) -> String {
    guard row.level != .total else { return " " }
    switch row.verdict.status {
    case .valid: return " "
    case .suspect: return "?"
    case .invalid: return "!"
    }
  }
}
