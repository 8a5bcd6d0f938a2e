import EvalCore

/// Whether text may carry a terminal's colours.
public enum TextStyle: Sendable {
  /// No escape sequences.
  case plain
  /// ANSI escape sequences.
  case ansi

  /// Text in the colour of a verdict, bold.
  func colored(_ text: String, _ status: Verdict.Status) -> String {
    guard self == .ansi else { return text }
    return "\u{1B}[1;\(Self.color(status))m\(text)\u{1B}[0m"
  }

  private static func color(_ status: Verdict.Status) -> Int {
    switch status {
    case .valid: 32
    case .suspect: 33
    case .invalid: 31
    }
  }
}
