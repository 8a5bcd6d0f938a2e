import Foundation
internal import PythonValues

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
