import Foundation

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
