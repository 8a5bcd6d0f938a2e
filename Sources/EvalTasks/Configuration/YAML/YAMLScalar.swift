internal import PythonValues

/// Types plain scalars as PyYAML does: YAML 1.1, with its Boolean words, octal and sexagesimal numbers.
///
/// A date stays the text that it is written as. Source: PyYAML 6, `yaml/resolver.py` and `yaml/constructor.py`.
enum YAMLScalar {
  /// The value of an unquoted text without a tag; nil for a whole number that does not fit in 64 bits.
  static func value(of text: String) -> PythonValue? {
    switch text {
    case "", "~", "null", "Null", "NULL": return PythonValue.none
    case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": return .bool(true)
    case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": return .bool(false)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .double(.infinity)
    case "-.inf", "-.Inf", "-.INF": return .double(-.infinity)
    case ".nan", ".NaN", ".NAN": return .double(.nan)
    default: return number(text)
    }
  }

  private static func number(_ text: String) -> PythonValue? {
    guard let first = text.utf8.first, "+-.0123456789".utf8.contains(first) else { return .string(text) }
    let hasSign = first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
    let body = hasSign ? String(text.dropFirst()) : text
    let isNegative = first == UInt8(ascii: "-")
    if isWhole(body) { return whole(body, isNegative: isNegative).map(PythonValue.int) }
    if let double = fraction(body, mayStartWithPoint: !hasSign) { return .double(isNegative ? -double : double) }
    return .string(text)
  }

  private static func isWhole(_ body: String) -> Bool {
    func all(_ digits: Substring, in allowed: String) -> Bool {
      !digits.isEmpty && digits.utf8.allSatisfy { allowed.utf8.contains($0) }
    }
    if body == "0" { return true }
    if body.hasPrefix("0b") { return all(body.dropFirst(2), in: "01_") }
    if body.hasPrefix("0x") { return all(body.dropFirst(2), in: "0123456789abcdefABCDEF_") }
    if body.hasPrefix("0") { return all(body.dropFirst(), in: "01234567_") }
    let parts = body.split(separator: ":", omittingEmptySubsequences: false)
    guard let first = parts.first, all(first, in: "0123456789_"), !first.hasPrefix("_") else { return false }
    return parts.dropFirst().allSatisfy(isSexagesimalDigit)
  }

  private static func whole(_ body: String, isNegative: Bool) -> Int? {
    let digits = body.filter { $0 != "_" }
    let magnitude = magnitude(digits)
    return magnitude.map { isNegative ? -$0 : $0 }
  }

  private static func magnitude(_ digits: String) -> Int? {
    if digits.hasPrefix("0b") { return Int(digits.dropFirst(2), radix: 2) }
    if digits.hasPrefix("0x") { return Int(digits.dropFirst(2), radix: 16) }
    if digits.hasPrefix("0") { return Int(digits, radix: 8) }
    return digits.split(separator: ":").reduce(0) { total, part in
      total.flatMap { total in Int(part).flatMap { sum(total, sixtieths: $0) } }
    }
  }

  private static func sum(_ total: Int, sixtieths: Int) -> Int? {
    let (product, overflow) = total.multipliedReportingOverflow(by: 60)
    let (sum, carry) = product.addingReportingOverflow(sixtieths)
    return overflow || carry ? nil : sum
  }

  /// Digits, a point, digits, and an exponent that must have a sign; or sexagesimal digits before the point.
  private static func fraction(_ body: String, mayStartWithPoint: Bool) -> Double? {
    let pieces = body.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard pieces.count == 2 else { return nil }
    let parts = pieces[0].split(separator: ":", omittingEmptySubsequences: false)
    let tail = pieces[1].split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    guard let head = parts.first, let decimals = tail.first, decimals.utf8.allSatisfy(isDigitOrUnderscore) else {
      return nil
    }
    if tail.count == 2 {
      guard let sign = tail[1].first, sign == "+" || sign == "-", tail[1].count > 1, parts.count == 1,
        tail[1].dropFirst().utf8.allSatisfy({ isDigitOrUnderscore($0) && $0 != UInt8(ascii: "_") })
      else { return nil }
    }
    if head.isEmpty {
      guard mayStartWithPoint, parts.count == 1, let first = decimals.first, first != "_" else { return nil }
    } else {
      guard head.first != "_", head.utf8.allSatisfy(isDigitOrUnderscore) else { return nil }
    }
    guard parts.dropFirst().allSatisfy(isSexagesimalDigit) else { return nil }
    return value(parts, tail)
  }

  private static func value(_ parts: [Substring], _ tail: [Substring]) -> Double? {
    let fraction = tail.joined(separator: "e").filter { $0 != "_" }
    let whole = parts.map { $0.filter { $0 != "_" } }
    guard whole.count > 1 else { return Double("\(whole[0].isEmpty ? "0" : whole[0]).\(padded(fraction))") }
    guard let last = Double("\(whole[whole.count - 1]).\(padded(fraction))") else { return nil }
    let before = whole.dropLast().reduce(0.0) { $0 * 60 + (Double($1) ?? 0) }
    return before * 60 + last
  }

  /// Swift wants a digit after the point.
  private static func padded(_ fraction: String) -> String {
    fraction.isEmpty || fraction.hasPrefix("e") ? "0" + fraction : fraction
  }

  private static func isSexagesimalDigit(_ part: Substring) -> Bool {
    guard part.utf8.allSatisfy({ isDigitOrUnderscore($0) && $0 != UInt8(ascii: "_") }) else { return false }
    return part.count == 1 || part.count == 2 && part.first.map { $0 <= "5" } ?? false
  }

  private static func isDigitOrUnderscore(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
  }
}
