/// A Markdown table as pytablewriter lays it out.
struct PytablewriterTable {
  /// From left to right; all with the same number of cells, at least one.
  let columns: [PytablewriterColumn]

  /// The table, a line feed after every line.
  func render() -> String {
    let texts = columns.map(\.texts)
    let widths = columns.indices.map { index in
      max(3, ([columns[index].header] + texts[index]).map(EastAsianWidth.columns).max() ?? 0)
    }
    var lines = [columns.indices.map { Self.centered(columns[$0].header, widths[$0]) }]
    lines.append(columns.indices.map { Self.rule(widths[$0], isRight: columns[$0].isRight) })
    for row in (texts.first ?? []).indices {
      lines.append(columns.indices.map { Self.padded(texts[$0][row], widths[$0], isRight: columns[$0].isRight(row)) })
    }
    return lines.map { "|" + $0.joined(separator: "|") + "|\n" }.joined()
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  private static func escaped(_ text: String) -> String { text.replacing("|", with: "\\|") }

  private static func centered(_ text: String, _ width: Int) -> String {
    let rest = width - EastAsianWidth.columns(text)
    return spaces(rest / 2) + escaped(text) + spaces(rest - rest / 2)
  }

  private static func rule(_ width: Int, isRight: Bool) -> String {
    isRight ? String(repeating: "-", count: width - 1) + ":" : String(repeating: "-", count: width)
  }

  private static func padded(_ text: String, _ width: Int, isRight: Bool) -> String {
    let padding = spaces(width - EastAsianWidth.columns(text))
    return isRight ? padding + escaped(text) : escaped(text) + padding
  }
}
