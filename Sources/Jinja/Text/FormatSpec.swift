internal import Foundation
internal import PythonValues

/// How a value is laid out: what stands behind `:` in `{:>8.2f}`, or between `%` and its letter.
struct FormatSpec {
  var fill = " "
  /// `<`, `>`, `^` or `=`; nil for the kind's own: numbers to the right, texts to the left.
  var align: Unicode.Scalar?
  var sign: Unicode.Scalar = "-"
  var isZeroPadded = false
  /// `,` or `_` between groups of three digits.
  var grouping: Unicode.Scalar?
  var width = 0
  var precision: Int?

  /// A width or precision from its digits, 0 where there are none.
  ///
  /// - Throws: `PythonError` for what Python refuses too.
  static func size(_ digits: String) throws(PythonError) -> Int {
    guard !digits.isEmpty else { return 0 }
    guard let size = Int(digits), size <= Int(Int32.max) else {
      throw PythonError(
        "the width or precision \(PythonRepr.short(digits)) is too large", remedy: "Give a smaller one.")
    }
    return size
  }

  /// A text, filled up to the width.
  func padded(_ text: String, isNumber: Bool = false, _ budget: Budget) throws(PythonError) -> String {
    let missing = width - text.unicodeScalars.count
    guard missing > 0 else { return text }
    try budget.allow(fill.utf8.count, times: missing)
    if isZeroPadded, isNumber || align == "=" {
      let sign = text.unicodeScalars.prefix { "+- ".unicodeScalars.contains($0) }
      return String(sign) + String(repeating: fill == " " ? "0" : fill, count: missing)
        + String(text.unicodeScalars.dropFirst(sign.count))
    }
    let before =
      switch align ?? (isNumber ? ">" : "<") {
      case "<": 0
      case "^": missing / 2
      default: missing
      }
    return String(repeating: fill, count: before) + text + String(repeating: fill, count: missing - before)
  }

  /// The first code points of a text, as many as the precision says.
  func cut(_ text: String) -> String {
    precision.map { String(text.unicodeScalars.prefix($0)) } ?? text
  }

  /// A whole number in base 10 (`d`), 16 (`x`, `X`), 8 (`o`) or 2 (`b`).
  func integer(_ value: Value, _ letter: Unicode.Scalar, _ budget: Budget) throws(PythonError) -> String {
    guard let number = value.int else { throw .wrongInput("%\(letter)", value, "a whole number") }
    let radix = ["x": 16, "X": 16, "o": 8, "b": 2][letter] ?? 10
    let digits = String(number.magnitude, radix: radix, uppercase: letter == "X")
    try budget.allow(precision ?? 0)
    let minimum = String(repeating: "0", count: max(0, (precision ?? 0) - digits.count))
    return try padded(mark(isNegative: number < 0) + grouped(minimum + digits), isNumber: true, budget)
  }

  /// A number with `f`, `F`, `e`, `E`, `g`, `G` or `%`.
  func float(_ value: Value, _ letter: Unicode.Scalar, _ budget: Budget) throws(PythonError) -> String {
    guard let number = value.number?.double else { throw .wrongInput("%\(letter)", value, "a number") }
    let isPercent = letter == "%"
    let magnitude = isPercent ? number.magnitude * 100 : number.magnitude
    try budget.allow(precision ?? 0)
    let digits = digits(of: magnitude, isPercent ? "f" : letter) + (isPercent ? "%" : "")
    let text = mark(isNegative: number.sign == .minus && !number.isNaN) + grouped(digits)
    return try padded(text, isNumber: true, budget)
  }

  /// A double has at most 1,074 digits behind its point; what is asked for beyond them is zeros.
  private func digits(of magnitude: Double, _ letter: Unicode.Scalar) -> String {
    let (precision, exact) = (precision ?? 6, 1100)
    let digits = String(format: "%.\(min(precision, exact))\(letter)", magnitude)
    guard precision > exact, magnitude.isFinite, letter != "g", letter != "G" else { return digits }
    let mantissa = digits.prefix { $0 != "e" && $0 != "E" }
    return mantissa + String(repeating: "0", count: precision - exact) + digits.dropFirst(mantissa.count)
  }

  private func mark(isNegative: Bool) -> String { isNegative ? "-" : sign == "-" ? "" : String(sign) }

  private func grouped(_ digits: String) -> String {
    guard let grouping else { return digits }
    let whole = digits.prefix { $0.isNumber }
    var result = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { result += String(grouping) }
      result.append(digit)
    }
    return result + digits.dropFirst(whole.count)
  }
}
