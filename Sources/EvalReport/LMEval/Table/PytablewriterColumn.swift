internal import PythonValues

/// A column as pytablewriter writes it.
///
/// A column of numbers alone shows as many decimals as its number with the most needs; beside texts, whole numbers are
/// shown as such. Source: pytablewriter 1.2.1 and dataproperty 1.1.1.
struct PytablewriterColumn {
  /// The text above the column.
  let header: String
  private let cells: [PytablewriterCell]
  private let kinds: Set<PytablewriterCell.Kind>

  /// A column of values; strings that look like numbers are read as such.
  init(header: String, values: [PythonValue]) {
    self.header = header
    cells = PytablewriterCell.column(values)
    kinds = Set(cells.map(\.kind))
  }

  /// Whether the column stands at the right.
  var isRight: Bool { isReal || (kinds.contains(.integer) && !kinds.contains(.text)) }

  /// Whether a cell stands at the right: beside texts, numbers still do.
  func isRight(_ row: Int) -> Bool {
    isRight || (kinds.contains(.text) && [.integer, .real].contains(cells[row].kind))
  }

  /// The cells as text, not padded.
  var texts: [String] {
    let decimals = cells.map(Self.decimals).max() ?? 0
    return cells.map { cell in
      switch cell {
      case .blank(let text), .text(let text): text
      case .integer(let digits): isReal ? DecimalText(digits)?.fixed(decimals) ?? digits : digits
      case .real(let digits): DecimalText(digits)?.fixed(decimals) ?? digits
      case .infinity: "Infinity"
      case .nan: "NaN"
      }
    }
  }

  /// Whether whole numbers get decimals too.
  private var isReal: Bool {
    let numbers: Set<PytablewriterCell.Kind> = [.integer, .real, .infinity, .nan]
    let floats: Set<PytablewriterCell.Kind> = [.real, .infinity, .nan]
    guard !kinds.contains(.text) else { return false }
    return kinds.contains(.real) || kinds.intersection(numbers).count > 1
      || kinds.intersection(floats.union([.blank])).count > 1
  }

  private static func decimals(_ cell: PytablewriterCell) -> Int {
    guard case .real(let digits) = cell else { return 0 }
    return DecimalText(digits)?.decimals ?? 0
  }
}
