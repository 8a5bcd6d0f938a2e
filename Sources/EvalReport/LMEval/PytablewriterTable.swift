import Foundation
internal import PythonValues

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

/// A cell as pytablewriter reads it: texts that look like numbers become numbers.
enum PytablewriterCell: Hashable {
  /// Nothing, or only spaces.
  case blank(String)
  /// A text that stays as it is.
  case text(String)
  /// A number, in digits.
  case integer(String)
  /// A number with a fraction, as text.
  case real(String)
  /// An infinity of either sign.
  case infinity
  /// Not a number.
  case nan

  /// The kind of a cell, which decides how its column is written.
  enum Kind: Int, Hashable {
    case blank, text, integer, real, infinity, nan
  }

  /// What kind it is.
  var kind: Kind {
    switch self {
    case .blank: .blank
    case .text: .text
    case .integer: .integer
    case .real: .real
    case .infinity: .infinity
    case .nan: .nan
    }
  }

  /// Reads a text.
  init(_ text: String) {
    let line = Self.oneLine(text)
    let word = line.trimming()
    if word.isEmpty {
      self = .blank(line)
    } else if let number = DecimalText(word) {
      self = number.isInteger ? .integer(number.integer) : .real(word)
    } else {
      let unsigned = word.lowercased().drop { $0 == "-" || $0 == "+" }
      self = unsigned == "nan" ? .nan : ["inf", "infinity"].contains(unsigned) ? .infinity : .text(line)
    }
  }

  /// Reads a column from top to bottom.
  ///
  /// As long as texts are the commonest kind so far (the first of equals), further texts stay texts even where they
  /// look like numbers.
  static func column(_ values: [PythonValue]) -> [PytablewriterCell] {
    var order: [Kind] = []
    var counts: [Kind: Int] = [:]
    return values.map { value in
      let highest = counts.values.max()
      let cell = PytablewriterCell(value, keepsText: order.first { counts[$0] == highest } == .text)
      if counts[cell.kind] == nil { order.append(cell.kind) }
      counts[cell.kind, default: 0] += 1
      return cell
    }
  }

  private init(_ value: PythonValue, keepsText: Bool) {
    switch value {
    case .string(let text):
      let cell = PytablewriterCell(text)
      self = keepsText && cell.kind != .blank ? .text(Self.oneLine(text)) : cell
    case .double(let number): self.init(Self.digits(number))
    case .int(let number): self = .integer(String(number))
    default: self = .blank("")
    }
  }

  private static func oneLine(_ text: String) -> String {
    text.replacing("\r\n", with: " ").replacing("\n", with: " ").replacing("\t", with: "  ")
  }

  /// A float in digits without an exponent.
  private static func digits(_ number: Double) -> String {
    let text = PythonValue.double(number).repr
    return text.contains("e") ? NumberText.fixed(number, 16) : text
  }
}

extension String {
  fileprivate func trimming() -> String {
    let isSpace = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
    let start = unicodeScalars.drop(while: isSpace)
    return String(String.UnicodeScalarView(start.reversed().drop(while: isSpace).reversed()))
  }
}

/// The columns that text takes in a terminal: two for wide characters.
///
/// Source: Unicode Standard Annex 11; the blocks of scripts, symbols of emoji presentation and full-width forms.
enum EastAsianWidth {
  /// Ranges of code points that are wide throughout, but for a few that are not assigned.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x2614...0x2615, 0x2648...0x2653,
    0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FB,
    0x1F300...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F400...0x1F43E, 0x1F600...0x1F64F,
    0x1F680...0x1F6C5, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]

  /// The sum over code points.
  static func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x1100 && wide.contains { $0.contains(scalar.value) }
  }
}

/// A number as a text of digits, without an exponent.
struct DecimalText {
  /// Whether it is below zero.
  let isNegative: Bool
  /// Digits before the point, without leading zeros; `0` for none.
  let whole: String
  /// Digits after the point.
  let fraction: String

  /// Reads a text such as `-12.50`; nil for anything else.
  init?(_ text: String) {
    let isSigned = text.hasPrefix("-") || text.hasPrefix("+")
    let parts = text.dropFirst(isSigned ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.contains(where: { !$0.isEmpty }),
      parts.allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } })
    else { return nil }
    let digits = parts[0].drop { $0 == "0" }
    isNegative = text.hasPrefix("-")
    whole = digits.isEmpty ? "0" : String(digits)
    fraction = parts.count > 1 ? String(parts[1]) : ""
  }

  private var value: Double { Double("\(whole).\(fraction)0") ?? 0 }

  /// Whether the nearest double has no fraction.
  var isInteger: Bool { value == value.rounded() }

  /// The whole number before the point.
  var integer: String { (isNegative && whole != "0" ? "-" : "") + whole }

  /// How many decimals the nearest double needs.
  var decimals: Int {
    guard !isInteger else { return 0 }
    return PythonValue.double(value).repr.split(separator: ".").last?.count ?? 0
  }

  /// The number with a count of decimals.
  func fixed(_ decimals: Int) -> String {
    let rest = fraction.dropFirst(decimals)
    let digits =
      rest.allSatisfy { $0 == "0" }
      ? whole + (decimals > 0 ? "." : "") + fraction.prefix(decimals)
        + String(repeating: "0", count: max(0, decimals - fraction.count))
      : NumberText.fixed(value, decimals)
    let isZero = digits.allSatisfy { $0 == "0" || $0 == "." }
    return (isNegative && !isZero ? "-" : "") + digits
  }
}
