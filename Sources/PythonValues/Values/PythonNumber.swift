/// A number of Python's: an int, a float, or a bool, which is an int.
///
/// Comparisons are exact, also between a large int and a float; NaN equals nothing and stands in no order.
public enum PythonNumber: Hashable, Sendable {
  /// A whole number.
  case int(Int)
  /// A number with a fraction, an infinity or NaN.
  case double(Double)

  /// The nearest float.
  public var double: Double {
    switch self {
    case .int(let number): Double(number)
    case .double(let number): number
    }
  }

  /// Python's `==`: `1` and `1.0` are equal.
  public static func == (left: PythonNumber, right: PythonNumber) -> Bool { left.compare(right) == 0 }

  /// The same for numbers that are equal.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .int(let number): hasher.combine(number)
    case .double(let number):
      if let whole = Int(exactly: number) { hasher.combine(whole) } else { hasher.combine(number) }
    }
  }

  /// Negative, zero or positive as the number is smaller than another, equal or greater; nil where one is NaN.
  public func compare(_ other: PythonNumber) -> Int? {
    switch (self, other) {
    case (.int(let left), .int(let right)): left < right ? -1 : left == right ? 0 : 1
    case (.double(let left), .double(let right)): left < right ? -1 : left == right ? 0 : left > right ? 1 : nil
    case (.int(let left), .double(let right)): Self.difference(left, right)
    case (.double(let left), .int(let right)): Self.difference(right, left).map { -$0 }
    }
  }

  /// The sign of `whole - number`, exactly.
  private static func difference(_ whole: Int, _ number: Double) -> Int? {
    if number.isNaN { return nil }
    if number >= 0x1p63 { return -1 }
    if number < -0x1p63 { return 1 }
    let floor = Int(number.rounded(.down))
    if whole != floor { return whole < floor ? -1 : 1 }
    return number > number.rounded(.down) ? -1 : 0
  }
}

/// Python's floats as texts.
public enum PythonFloat {
  /// `repr()`: the fewest digits that read back as the same number; exponents below -4 and from 16 on.
  public static func repr(_ number: Double) -> String {
    guard number.isFinite else { return number.isNaN ? "nan" : number < 0 ? "-inf" : "inf" }
    let sign = number.sign == .minus ? "-" : ""
    let (digits, exponent) = decimal(number.magnitude)
    guard exponent >= -4, exponent < 16 else {
      let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
      let magnitude = abs(exponent)
      return "\(sign)\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(magnitude < 10 ? "0" : "")\(magnitude)"
    }
    if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
    let whole = digits.prefix(exponent + 1)
    let zeros = String(repeating: "0", count: exponent + 1 - whole.count)
    let fraction = digits.dropFirst(exponent + 1)
    return sign + whole + zeros + "." + (fraction.isEmpty ? "0" : fraction)
  }

  /// The shortest digits without leading or trailing zeros, and the decimal exponent of the first.
  private static func decimal(_ number: Double) -> (digits: String, exponent: Int) {
    let parts = number.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let written = (mantissa.first ?? "") + (mantissa.count > 1 ? mantissa[1] : "")
    let significant = written.drop { $0 == "0" }
    guard !significant.isEmpty else { return ("0", 0) }
    let point = (mantissa.first?.count ?? 0) - (written.count - significant.count)
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let trailing = significant.reversed().prefix { $0 == "0" }.count
    return (String(significant.dropLast(trailing)), point - 1 + exponent)
  }

  /// `float(text)`; nil where Python raises `ValueError`.
  public static func parse(_ text: String) -> Double? {
    let body = PythonText.lowerASCII(PythonText.asciiDigits(PythonText.strip(text)))
    let unsigned = body.first == "-" || body.first == "+" ? String(body.dropFirst()) : body
    let sign: Double = body.first == "-" ? -1 : 1
    switch unsigned {
    case "inf", "infinity": return sign * .infinity
    case "nan": return .nan
    default: break
    }
    guard let plain = PythonInteger.withoutUnderscores(unsigned), let first = plain.utf8.first,
      first == 0x2e || (0x30...0x39).contains(first),
      plain.utf8.allSatisfy({ (0x30...0x39).contains($0) || [0x2e, 0x65, 0x2b, 0x2d].contains($0) }),
      plain != ".", !plain.hasPrefix(".e")
    else { return nil }
    // Swift wants a digit on both sides of the point.
    let padded = (first == 0x2e ? "0" : "") + PythonText.replace(plain, ".e", with: ".0e")
    return Double(padded.hasSuffix(".") ? padded + "0" : padded).map { sign * $0 }
  }
}

/// Python's `int()` of texts.
public enum PythonInteger {
  /// What became of a text.
  public enum Result: Equatable, Sendable {
    /// The number.
    case number(Int)
    /// Python would have a number, but it is outside of 64 bits.
    case tooLarge
    /// Python raises `ValueError`.
    case invalid
  }

  /// `int(text, base)` for a base of 2 to 36, or 0 for the base that a prefix tells; other bases read nothing.
  public static func parse(_ text: String, base: Int = 10) -> Result {
    guard base == 0 || (2...36).contains(base) else { return .invalid }
    var digits = PythonText.lowerASCII(PythonText.asciiDigits(PythonText.strip(text)))
    let isNegative = digits.hasPrefix("-")
    if isNegative || digits.hasPrefix("+") { digits.removeFirst() }
    var base = base
    for (prefix, meaning) in [("0x", 16), ("0o", 8), ("0b", 2)]
    where digits.hasPrefix(prefix) && (base == meaning || base == 0) {
      digits.removeFirst(2)
      if digits.hasPrefix("_") { digits.removeFirst() }
      base = meaning
    }
    if base == 0 {
      base = 10
      if digits.hasPrefix("0"), digits.contains(where: { $0 != "0" && $0 != "_" }) { return .invalid }
    }
    guard let plain = withoutUnderscores(digits), !plain.isEmpty else { return .invalid }
    guard plain.utf8.allSatisfy({ value(of: $0) < base }) else { return .invalid }
    return Int((isNegative ? "-" : "") + plain, radix: base).map(Result.number) ?? .tooLarge
  }

  /// The text without underscores between digits; nil when one stands elsewhere.
  static func withoutUnderscores(_ text: String) -> String? {
    guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "_") {
      guard index > 0, index + 1 < bytes.count, value(of: bytes[index - 1]) < 36, value(of: bytes[index + 1]) < 36
      else { return nil }
    }
    return PythonText.replace(text, "_", with: "")
  }

  private static func value(of digit: UInt8) -> Int {
    switch digit {
    case 0x30...0x39: Int(digit) - 0x30
    case 0x61...0x7a: Int(digit) - 0x61 + 10
    default: 36
    }
  }
}
