/// A set of code points, as a class of a pattern has it.
struct ScalarSet: Sendable, Equatable {
  /// General categories, as bits.
  var categories: UInt32 = 0
  /// Whether what is alphabetic belongs to it.
  var hasAlphabetic = false
  /// Code points that belong to it.
  var ranges: [ClosedRange<UInt32>] = []
  /// Sets whose members belong to it.
  var subsets: [ScalarSet] = []
  /// Whether it is all that is not described.
  var isInverted = false

  /// Whether a code point belongs to it.
  func contains(_ scalar: UInt32) -> Bool {
    (ScalarTable.isIn(categories, scalar) || (hasAlphabetic && ScalarTable.isAlphabetic(scalar))
      || ranges.contains { $0.contains(scalar) } || subsets.contains { $0.contains(scalar) }) != isInverted
  }

  /// All that is not in it.
  var inverted: ScalarSet {
    var other = self
    other.isInverted.toggle()
    return other
  }

  /// The set of one code point.
  init(_ scalar: UInt32) { ranges = [scalar...scalar] }

  /// A set of categories, by the beginning of their names, and of ranges.
  init(categories: [String] = [], ranges: [ClosedRange<UInt32>] = []) {
    self.categories = categories.reduce(0) { $0 | ScalarCategory.bits($1) }
    self.ranges = ranges
  }

  /// White space: `\s`, and Rust's `char::is_whitespace`.
  static let space = ScalarSet(categories: ["Z"], ranges: [0x9...0xD, 0x85...0x85])

  /// Digits: `\d`.
  static let digit = ScalarSet(categories: ["Nd"])

  /// Numbers of all kinds: Rust's `char::is_numeric`, which knows those of Unicode 17 too.
  static let numeric = ScalarSet(categories: ["N"], ranges: [0x11DE0...0x11DE9, 0x16FF4...0x16FF6])

  /// Characters of words as Oniguruma has them, `\w`, superscript digits and fractions of Latin-1 among them.
  static let onigurumaWord = {
    var set = ScalarSet(
      categories: ["M", "Nd", "Pc"], ranges: [0xB2...0xB3, 0xB9...0xB9, 0xBC...0xBE])
    set.hasAlphabetic = true
    return set
  }()

  /// Characters of words as Rust's `regex` has them: `\w`.
  static let word = {
    var set = ScalarSet(categories: ["M", "Nd", "Pc"], ranges: [0x200C...0x200D])
    set.hasAlphabetic = true
    return set
  }()
}

/// A set with the answers for ASCII at hand.
struct MatchedSet: Sendable {
  let set: ScalarSet
  private let low: UInt64
  private let high: UInt64

  init(_ set: ScalarSet) {
    self.set = set
    func bits(_ range: Range<UInt32>) -> UInt64 {
      range.reduce(0) { set.contains($1) ? $0 | 1 << UInt64($1 & 63) : $0 }
    }
    low = bits(0..<64)
    high = bits(64..<128)
  }

  @inline(__always)
  func contains(_ scalar: UInt32) -> Bool {
    guard scalar >= 128 else { return (scalar < 64 ? low : high) >> UInt64(scalar & 63) & 1 == 1 }
    return set.contains(scalar)
  }
}
