/// The columns that text takes in a terminal: two for wide characters.
///
/// Source: Unicode Standard Annex 11; the blocks of scripts, symbols of emoji presentation and full-width forms.
enum EastAsianWidth {
  /// Ranges of code points that are wide throughout, but for a few that are not assigned.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x2614...0x2615, 0x2648...0x2653,
    0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FB,
    0x1F300...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F400...0x1F43E, 0x1F600...0x1F64F,
    0x1F680...0x1F6C5, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]

  /// The sum over code points.
  static func columns(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x1100 && wide.contains { $0.contains(scalar.value) }
  }
}
