extension Double {
  /// The number with a fixed number of decimals, half away from zero; `nan` and `inf` as Swift writes them.
  func fixed(_ decimals: Int) -> String {
    guard isFinite, magnitude < 1e12 else { return "\(self)" }
    let scale = (0..<decimals).reduce(1) { product, _ in product * 10 }
    let scaled = Int((magnitude * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    let padding = String(repeating: "0", count: max(0, decimals - fraction.count))
    let sign = self < 0 && scaled > 0 ? "-" : ""
    return sign + String(scaled / scale) + (decimals > 0 ? "." + padding + fraction : "")
  }

  /// A share as per cent, for example `22.945 %`.
  func percent(_ decimals: Int) -> String { (self * 100).fixed(decimals) + " %" }
}
