/// What Unicode says of every code point, a byte each: its general category, and whether it is alphabetic.
///
/// PyPI's `tokenizers` knows Unicode 16, so what came later is unassigned here.
enum ScalarTable {
  /// The bit of a code point that is alphabetic; the bits below are the category.
  private static let alphabetic: UInt8 = 0x80
  /// Code points below `dense` have a byte; of those above, a few hundred are not unassigned or private.
  private static let dense: UInt32 = 0x32400
  private static let tags: ClosedRange<UInt32> = 0xE0000...0xE0FFF

  private static let low: [UInt8] = (0..<dense).map(entry)
  private static let high: [UInt8] = tags.map(entry)

  /// Whether a code point's category is among those of a set of bits.
  static func isIn(_ categories: UInt32, _ scalar: UInt32) -> Bool { categories >> (value(scalar) & 0x1f) & 1 == 1 }

  /// Whether a code point has the property `Alphabetic`.
  static func isAlphabetic(_ scalar: UInt32) -> Bool { value(scalar) & alphabetic != 0 }

  private static func value(_ scalar: UInt32) -> UInt8 {
    if scalar < dense { return low[Int(scalar)] }
    return tags.contains(scalar) ? high[Int(scalar - tags.lowerBound)] : entry(scalar)
  }

  private static func entry(_ value: UInt32) -> UInt8 {
    guard let scalar = Unicode.Scalar(value) else { return UInt8(ScalarCategory.surrogate) }
    let properties = scalar.properties
    guard let age = properties.age, age.major <= 16 else { return UInt8(ScalarCategory.unassigned) }
    // In Unicode 16 this one was a small letter still.
    if value == 0x295 { return UInt8(ScalarCategory.number(of: "Ll") ?? 0) | alphabetic }
    return UInt8(ScalarCategory.number(of: properties.generalCategory)) | (properties.isAlphabetic ? alphabetic : 0)
  }
}
