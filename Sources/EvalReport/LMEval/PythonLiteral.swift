/// Numbers and texts as Python writes them.
enum PythonLiteral {
  /// A float as `repr` writes it: the fewest digits that tell it from its neighbours, with an exponent below 1e-4 and
  /// from 1e16 on.
  static func repr(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    guard value != 0 else { return value.sign == .minus ? "-0.0" : "0.0" }
    let (digits, exponent) = shortest(value.magnitude)
    return (value < 0 ? "-" : "") + laidOut(digits, exponent)
  }

  /// A float in JSON.
  static func json(_ value: Double) -> String {
    value.isNaN ? "NaN" : value == .infinity ? "Infinity" : value == -.infinity ? "-Infinity" : repr(value)
  }

  /// A JSON string literal in which only control characters, quotes and backslashes are escaped.
  static func quoted(_ text: String) -> String {
    var result = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in text.unicodeScalars { result.append(contentsOf: escaped(scalar)) }
    result.append("\"")
    return String(result)
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
    let escapes: [Unicode.Scalar: String] = [
      "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u{8}": "\\b", "\u{c}": "\\f",
    ]
    if let escape = escapes[scalar] { return escape.unicodeScalars }
    guard scalar.value < 0x20 else { return String(scalar).unicodeScalars }
    let digits = String(scalar.value, radix: 16)
    return ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).unicodeScalars
  }

  /// The significant digits of a positive number, and the power of ten of the first.
  private static func shortest(_ value: Double) -> (digits: String, exponent: Int) {
    let parts = "\(value)".split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let fraction = mantissa.count > 1 ? String(mantissa[1]) : ""
    let all = String(mantissa[0]) + fraction
    let leadingZeros = all.prefix { $0 == "0" }.count
    let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) + mantissa[0].count - 1 - leadingZeros
    let digits = all.dropFirst(leadingZeros)
    let trailingZeros = digits.reversed().prefix { $0 == "0" }.count
    return (String(digits.dropLast(min(trailingZeros, digits.count - 1))), exponent)
  }

  private static func laidOut(_ digits: String, _ exponent: Int) -> String {
    let zeros = { (count: Int) in String(repeating: "0", count: max(0, count)) }
    if exponent < -4 || exponent >= 16 {
      let fraction = digits.dropFirst()
      let power = String(exponent.magnitude)
      return digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction) + "e" + (exponent < 0 ? "-" : "+")
        + zeros(2 - power.count) + power
    }
    guard exponent >= 0 else { return "0." + zeros(-exponent - 1) + digits }
    let whole = digits.prefix(exponent + 1)
    let fraction = digits.dropFirst(exponent + 1)
    return whole + zeros(exponent + 1 - whole.count) + "." + (fraction.isEmpty ? "0" : fraction)
  }
}
