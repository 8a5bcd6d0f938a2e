/// Changes a text before it is cut.
///
/// Source: PyPI's `tokenizers`, `normalizers`, whose names and fields the file has.
indirect enum Normalizer: Sendable {
  /// A form of Unicode.
  case form(NormalizationForm)
  /// Small letters, each code point by itself.
  case lowercase
  /// Matches of a pattern become a text.
  case replace(Pattern, [UInt32])
  /// A text in front of one that is not empty.
  case prepend([UInt32])
  /// Without white space at its ends.
  case strip(left: Bool, right: Bool)
  /// Bytes as characters.
  case byteLevel
  /// One after another.
  case sequence([Normalizer])

  /// The text as the pre-tokenizer sees it.
  func apply(to text: [UInt32]) throws(Pattern.TooSlow) -> [UInt32] {
    switch self {
    case .form(let form): form.apply(to: text)
    case .lowercase: text.flatMap(Self.lowercase)
    case .replace(let pattern, let content): Self.replacing(text, at: try pattern.matches(in: text[...]), by: content)
    case .prepend(let start): text.isEmpty ? text : start + text
    case .strip(let left, let right): Self.stripped(text, left: left, right: right)
    case .byteLevel: Self.characters(text)
    case .sequence(let members):
      try Self.all(members, text)
    }
  }

  private static func all(_ members: [Normalizer], _ text: [UInt32]) throws(Pattern.TooSlow) -> [UInt32] {
    let most = HubTokenizer.mostScalars(of: text.count)
    var text = text
    for member in members {
      text = try member.apply(to: text)
      guard text.count <= most else { throw Pattern.TooSlow() }
    }
    return text
  }

  private static func lowercase(_ value: UInt32) -> [UInt32] {
    if value < 0x80 { return [(0x41...0x5A).contains(value) ? value | 0x20 : value] }
    guard let scalar = Unicode.Scalar(value) else { return [value] }
    return scalar.properties.lowercaseMapping.unicodeScalars.map(\.value)
  }

  private static func replacing(_ text: [UInt32], at matches: [Range<Int>], by content: [UInt32]) -> [UInt32] {
    var replaced: [UInt32] = []
    var start = 0
    for match in matches {
      replaced += text[start..<match.lowerBound]
      replaced += content
      start = match.upperBound
    }
    return replaced + text[start...]
  }

  private static func stripped(_ text: [UInt32], left: Bool, right: Bool) -> [UInt32] {
    var kept = text[...]
    if left { kept = kept.drop { ScalarSet.space.contains($0) } }
    if right { while let last = kept.last, ScalarSet.space.contains(last) { kept.removeLast() } }
    return Array(kept)
  }

  private static func characters(_ text: [UInt32]) -> [UInt32] {
    var characters: [UInt32] = []
    for scalar in text { scalar.forEachByte { characters.append(ByteCharacters.scalars[Int($0)]) } }
    return characters
  }
}
