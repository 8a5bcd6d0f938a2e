internal import Foundation

/// What normalization knows of each code point, as of Unicode 9.
enum NormalizationTables {
  private static let hangul: Range<UInt32> = 0xAC00..<0xD7A4
  private static let (leads, vowels, trails): (Range<UInt32>, Range<UInt32>, Range<UInt32>) = (
    0x1100..<0x1113, 0x1161..<0x1176, 0x11A8..<0x11C3
  )

  /// Whether a code point may have a decomposition, Hangul aside: ideographs and what lies beyond have none.
  private static func mayChange(_ value: UInt32) -> Bool {
    (0xA0..<0x3400).contains(value) || (0xA000..<0xAC00).contains(value) || (0xF900..<0x20000).contains(value)
      || (0x2F800..<0x2FA20).contains(value)
  }

  private static let canonical = table { $0.decomposedStringWithCanonicalMapping }
  private static let compatible = table { $0.decomposedStringWithCompatibilityMapping }

  private static func table(_ decompose: (String) -> String) -> [UInt32: [UInt32]] {
    var table: [UInt32: [UInt32]] = [:]
    for value in UInt32(0xA0)..<0x2FA20 where mayChange(value) && isKnown(value) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let parts = decompose(String(scalar)).unicodeScalars.map(\.value)
      if parts != [value] { table[value] = parts }
    }
    return table
  }

  private static func isKnown(_ value: UInt32) -> Bool { (Unicode.Scalar(value)?.properties.age?.major ?? 99) <= 9 }

  /// Pairs that become one, by their code points; those that Unicode excludes do not.
  private static let pairs: [UInt64: UInt32] = {
    var wholes: [[UInt32]: UInt32] = [:]
    for (value, parts) in canonical where parts.count > 1 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let again = String(scalar).precomposedStringWithCanonicalMapping.unicodeScalars.map(\.value)
      if again == [value] { wholes[parts] = value }
    }
    var pairs: [UInt64: UInt32] = [:]
    for (parts, value) in wholes {
      guard let last = parts.last else { continue }
      let first = parts.count == 2 ? parts[0] : wholes[Array(parts.dropLast())]
      if let first { pairs[UInt64(first) << 32 | UInt64(last)] = value }
    }
    return pairs
  }()

  /// What a code point consists of; itself where it has no parts.
  static func decomposition(of value: UInt32, isCompatible: Bool) -> [UInt32] {
    if hangul.contains(value) {
      let index = value - hangul.lowerBound
      let parts = [leads.lowerBound + index / 588, vowels.lowerBound + index % 588 / 28]
      return index % 28 == 0 ? parts : parts + [trails.lowerBound + index % 28 - 1]
    }
    guard mayChange(value) else { return [value] }
    return (isCompatible ? compatible : canonical)[value] ?? [value]
  }

  /// The class that orders a mark; 0 for what is none.
  static func combiningClass(of value: UInt32) -> UInt8 {
    guard value >= 0x300, mayChange(value) || value >= 0x20000, let scalar = Unicode.Scalar(value) else { return 0 }
    let mark = scalar.properties.canonicalCombiningClass.rawValue
    return mark != 0 && isKnown(value) ? mark : 0
  }

  /// What two code points become together; nil where they stay two.
  static func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if leads.contains(first), vowels.contains(second) {
      return hangul.lowerBound + (first - leads.lowerBound) * 588 + (second - vowels.lowerBound) * 28
    }
    if hangul.contains(first), (first - hangul.lowerBound) % 28 == 0, trails.contains(second) {
      return first + second - trails.lowerBound + 1
    }
    return pairs[UInt64(first) << 32 | UInt64(second)]
  }
}
