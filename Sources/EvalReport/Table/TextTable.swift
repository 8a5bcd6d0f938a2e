import Foundation

/// A Markdown table that is also aligned as plain text, as pytablewriter lays it out.
struct TextTable {
  /// From left to right; all with the same number of cells.
  var columns: [TableColumn]

  /// The table, a line feed after every line.
  func render() -> String {
    let texts = columns.map(\.texts)
    let rights = columns.map { $0.isRight || $0.isNumeric }
    let widths = columns.map(\.width)
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

/// A column of a text table.
struct TableColumn {
  /// What a cell holds.
  enum Cell {
    /// Text as it is; empty for a blank cell.
    case text(String)
    /// A number that is shown with up to four decimals.
    case number(Double)
  }

  /// The text above the column.
  let header: String
  /// Whether texts stand at the right.
  var isRight = false
  /// From top to bottom.
  var cells: [Cell] = []

  /// The cells as text.
  ///
  /// Numbers are rounded to four decimals; a column of numbers then shows as few decimals as show every one of them
  /// exactly, and a column that has a word in it shows four.
  ///
  /// Source: lm-evaluation-harness, `make_table`, and pytablewriter's reading of its strings.
  var texts: [String] {
    let decimals = isNumeric ? numbers.map(Self.neededDecimals).max() ?? 0 : 4
    return cells.map { cell in
      switch cell {
      case .text(let text): text
      case .number(let value): value.isNaN ? "NaN" : NumberText.fixed(value, decimals)
      }
    }
  }

  /// Characters of its widest cell or header, at least three.
  var width: Int { max(3, ([header] + texts).map(\.count).max() ?? 0) }

  /// Whether the column has numbers and, blanks aside, nothing else.
  var isNumeric: Bool {
    !numbers.isEmpty
      && cells.allSatisfy { cell in
        guard case .text(let text) = cell else { return true }
        return text.isEmpty
      }
  }

  private var numbers: [Double] {
    cells.compactMap { cell in
      guard case .number(let value) = cell else { return nil }
      return value
    }
  }

  private static func neededDecimals(_ value: Double) -> Int {
    guard value.isFinite else { return 0 }
    let digits = NumberText.fixed(value, 4).suffix(4)
    return 4 - digits.reversed().prefix { $0 == "0" }.count
  }
}
