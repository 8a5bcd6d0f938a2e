import Foundation

/// Numbers as text.
enum NumberText {
  /// A number with a fixed count of decimals, rounded as C's printf does.
  static func fixed(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }

  /// A number with a count of significant digits, as C's `%g` writes it.
  static func significant(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)g", value) }

  /// A share as per cent, for example `22.945 %`; `–` for nil and NaN.
  static func percent(_ share: Double?, _ decimals: Int = 3) -> String {
    guard let share, share.isFinite else { return "–" }
    return fixed(share * 100, decimals) + " %"
  }

  /// A difference of shares in percentage points with its sign, for example `+1.250`.
  static func points(_ difference: Double) -> String {
    guard difference.isFinite else { return "–" }
    return (difference < 0 ? "−" : "+") + fixed(difference.magnitude * 100, 3)
  }

  /// A p-value: three decimals, or an exponent where these would be zeros.
  static func pValue(_ p: Double) -> String { p < 0.001 ? String(format: "%.1e", p) : fixed(p, 3) }

  /// A loop count; `–` for a model that does not loop.
  static func loops(_ loops: Int?) -> String { loops.map(String.init) ?? "–" }
}
