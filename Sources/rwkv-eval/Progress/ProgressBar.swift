/// A share as a bar of block characters, drawn to an eighth of one.
struct ProgressBar {
  /// Columns below which a bar says nothing.
  static let least = 10
  private static let most = 40
  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  private let share: Double
  private let length: Int

  /// A bar.
  ///
  /// - Parameters:
  ///   - share: From 0 to 1.
  ///   - columns: That it may take, `least` at least.
  init(share: Double, columns: Int) {
    self.share = min(max(share, 0), 1)
    length = min(columns, Self.most) - 2
  }

  /// For example `▕████▌   ▏`.
  var text: String {
    let filled = Int(share * Double(8 * length))
    let bar = String(repeating: "█", count: filled / 8) + Self.eighths[filled % 8]
    return "▕" + bar + String(repeating: " ", count: length - bar.count) + "▏"
  }
}
