/// Numbers as decimal text, the same on every machine.
enum DecimalText {
  /// A number with a fixed count of decimals, rounded as C's printf does, with `−` before negative ones.
  ///
  /// Numbers that have more than 15 digits then are written with an exponent; `–` for what is not finite.
  static func fixed(_ value: Double, _ decimals: Int, minus: String = "−") -> String {
    guard value.isFinite else { return "–" }
    let factor = Logarithm.powerOfTen(decimals)
    let product = value.magnitude * factor
    guard product < 9e15 else { return scientific(value, digits: 6) }
    let whole = rounded(product, rest: (-product).addingProduct(value.magnitude, factor))
    let text = String(Int(whole))
    let digits = String(repeating: "0", count: max(0, decimals + 1 - text.count)) + text
    let sign = value < 0 && whole > 0 ? minus : ""
    guard decimals > 0 else { return sign + digits }
    return sign + digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }

  /// A number with at most so many significant digits, no zeros at the end, and letters for millions and more.
  ///
  /// For example `0.25`, `14042`, `1.5T`, `2e-7`. Digits before the point are all there below a million.
  static func significant(_ value: Double, _ digits: Int) -> String {
    guard value != 0 else { return "0" }
    guard value.isFinite else { return "–" }
    let exponent = Logarithm.decimalExponent(value.magnitude)
    guard (-4..<21).contains(exponent) else { return scientific(value, digits: digits) }
    guard exponent >= 6 else { return trimmed(fixed(value, max(0, digits - 1 - exponent))) }
    let letter = suffixes[exponent / 3 - 2]
    return trimmed(fixed(value / Logarithm.powerOfTen(exponent / 3 * 3), max(0, digits - 1 - exponent % 3))) + letter
  }

  /// A coordinate: at most two decimals.
  static func coordinate(_ value: Double) -> String { trimmed(fixed(value, 2, minus: "-")) }

  /// The shortest text that reads back as the same number.
  static func exact(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static let suffixes = ["M", "G", "T", "P", "E"]

  /// A product to the nearest whole number; its exact value is `product + rest`, and a true tie goes to the even one.
  private static func rounded(_ product: Double, rest: Double) -> Double {
    let isHalf = product - product.rounded(.down) == 0.5
    guard isHalf, rest != 0 else { return product.rounded(.toNearestOrEven) }
    return product.rounded(rest > 0 ? .up : .down)
  }

  private static func scientific(_ value: Double, digits: Int) -> String {
    let exponent = Logarithm.decimalExponent(value.magnitude)
    // In two steps, since ten to the power of 308 and more has no number.
    let half = exponent / 2
    let mantissa = value / Logarithm.powerOfTen(half) / Logarithm.powerOfTen(exponent - half)
    let text = trimmed(fixed(mantissa, digits - 1))
    return text.hasSuffix("10") ? text.dropLast() + "e\(exponent + 1)" : text + "e\(exponent)"
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
