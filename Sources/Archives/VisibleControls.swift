extension String {
  /// The text with control characters written out, so that a name from a file cannot move a terminal's cursor or colour
  /// it: `\n`, `\r`, `\t`, and `\u{1b}` for all others (C0, C1, DEL, and the marks that turn the direction of writing).
  public var withVisibleControls: String {
    guard unicodeScalars.contains(where: Self.isControl) else { return self }
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where Self.isControl(scalar): text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x200e, 0x200f, 0x202a...0x202e, 0x2028, 0x2029, 0x2066...0x2069: true
    default: false
    }
  }
}
