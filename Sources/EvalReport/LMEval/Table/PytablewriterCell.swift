internal import PythonValues

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
