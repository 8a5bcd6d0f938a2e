/// A Markdown table that is also aligned as plain text, as pytablewriter lays it out.
struct TextTable {
  /// From left to right; all with the same number of cells.
  var columns: [TableColumn]

  /// The table, a line feed after every line.
  func render() -> String {
    let texts = columns.map(\.texts)
    let rights = columns.map { $0.isRight || $0.isNumeric }
    let widths = columns.indices.map { max(3, ([columns[$0].header] + texts[$0]).map(\.count).max() ?? 0) }
    var lines = [columns.indices.map { Self.centered(columns[$0].header, widths[$0]) }]
    lines.append(columns.indices.map { Self.rule(widths[$0], isRight: rights[$0]) })
    for row in (texts.first ?? []).indices {
      lines.append(columns.indices.map { Self.padded(texts[$0][row], widths[$0], isRight: rights[$0]) })
    }
    return lines.map { "|" + $0.joined(separator: "|") + "|\n" }.joined()
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// Python's `str.center`: of an odd rest the left side gets the larger half only in an odd width.
  private static func centered(_ text: String, _ width: Int) -> String {
    let rest = width - text.count
    let left = rest / 2 + (rest & width & 1)
    return spaces(left) + text + spaces(rest - left)
  }

  private static func rule(_ width: Int, isRight: Bool) -> String {
    isRight ? String(repeating: "-", count: width - 1) + ":" : String(repeating: "-", count: width)
  }

  private static func padded(_ text: String, _ width: Int, isRight: Bool) -> String {
    let padding = spaces(width - text.count)
    return isRight ? padding + text : text + padding
  }
}
