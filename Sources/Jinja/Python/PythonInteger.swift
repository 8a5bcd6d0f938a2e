/// Python's `int()` of texts.
enum PythonInteger {
  /// What became of a text.
  enum Result: Equatable {
    case number(Int)
    /// Python would have a number, but it is outside of 64 bits.
    case tooLarge
    /// Python raises `ValueError`.
    case invalid
  }

  /// `int(text, base)` for a base of 2 to 36, or 0 for the base that a prefix tells; other bases read nothing.
  static func parse(_ text: String, base: Int = 10) -> Result {
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
