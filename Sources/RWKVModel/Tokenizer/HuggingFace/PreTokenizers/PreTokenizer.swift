internal import Console

/// Cuts a text into the pieces that the model sees.
///
/// Source: PyPI's `tokenizers`, `pre_tokenizers`, whose names and fields the file has.
indirect enum PreTokenizer: Sendable {
  /// Bytes as characters, after a space in front and the pattern of GPT-2 where they are asked for.
  case byteLevel(addsSpace: Bool, Pattern?)
  /// At the matches of a pattern.
  case split(Pattern, SplitBehavior, isInverted: Bool)
  /// At the code points of a set.
  case scalars(ScalarSet, SplitBehavior)
  /// Words and what is neither word nor space.
  case words
  /// Spaces become a character, which may be put in front, and which a piece begins with.
  case metaspace(UInt32, Prepending, splits: Bool)
  /// One after another.
  case sequence([PreTokenizer])

  /// Where Metaspace puts its character in front.
  enum Prepending: String, CaseIterable {
    /// In front of every piece.
    case always
    /// In front of the text's first piece.
    case first
    /// Nowhere.
    case never
  }

  /// Cuts pieces into smaller ones.
  func apply(to pieces: Pieces) throws(Pattern.TooSlow) -> Pieces {
    switch self {
    case .byteLevel(let addsSpace, let pattern): try Self.byteLevel(pieces, addsSpace: addsSpace, pattern)
    case .split(let pattern, let behavior, let isInverted):
      try pieces.map { (text, _, found) throws(Pattern.TooSlow) in
        behavior.split(text, at: try pattern.matches(in: text), isInverted: isInverted, into: &found)
      }
    case .scalars(let set, let behavior):
      try pieces.map { (text, _, found) throws(Pattern.TooSlow) in
        let matches = text.indices.filter { set.contains(text[$0]) }.map { $0..<$0 + 1 }
        behavior.split(text, at: matches, isInverted: false, into: &found)
      }
    case .words: try pieces.map { (text, _, found) throws(Pattern.TooSlow) in Self.words(text, &found) }
    case .metaspace(let mark, let prepending, let splits):
      try Self.metaspace(pieces, mark: mark, prepending, splits: splits)
    case .sequence(let members):
      try Self.all(members, pieces)
    }
  }

  private static func all(_ members: [PreTokenizer], _ pieces: Pieces) throws(Pattern.TooSlow) -> Pieces {
    let most = HubTokenizer.mostScalars(of: pieces.scalars.count)
    var pieces = pieces
    for member in members {
      pieces = try member.apply(to: pieces)
      guard pieces.scalars.count <= most else { throw Pattern.TooSlow() }
    }
    return pieces
  }

  private static func byteLevel(
    _ pieces: Pieces, addsSpace: Bool, _ pattern: Pattern?
  ) throws(Pattern.TooSlow) -> Pieces {
    let cut = try pieces.map { (text, _, found) throws(Pattern.TooSlow) in
      let text = addsSpace && text.first != 0x20 ? ([0x20] + text)[...] : text
      guard let pattern else { return found.append(text) }
      SplitBehavior.isolated.split(text, at: try pattern.matches(in: text), isInverted: false, into: &found)
    }
    return try cut.map { (text, _, found) throws(Pattern.TooSlow) in
      var characters: [UInt32] = []
      characters.reserveCapacity(text.count + text.count / 2)
      for scalar in text { scalar.forEachByte { characters.append(ByteCharacters.scalars[Int($0)]) } }
      found.append(characters)
    }
  }

  private static func words(_ text: ArraySlice<UInt32>, _ found: inout Pieces) {
    /// 0 for a space, 1 for a character of words, 2 for another.
    func kind(_ scalar: UInt32) -> Int {
      ScalarSet.word.contains(scalar) ? 1 : ScalarSet.space.contains(scalar) ? 0 : 2
    }
    var start = text.startIndex
    while start < text.endIndex {
      let first = kind(text[start])
      let end = text[start...].firstIndex { kind($0) != first } ?? text.endIndex
      if first > 0 { found.append(text[start..<end]) }
      start = end
    }
  }

  private static func metaspace(
    _ pieces: Pieces, mark: UInt32, _ prepending: Prepending, splits: Bool
  ) throws(Pattern.TooSlow) -> Pieces {
    try pieces.map { (text, isFirst, found) throws(Pattern.TooSlow) in
      var text = text.map { $0 == 0x20 ? mark : $0 }
      let isPrepended = prepending == .always || (prepending == .first && isFirst && pieces.beginsText)
      if isPrepended, text.first != mark { text.insert(mark, at: 0) }
      guard splits else { return found.append(text) }
      let matches = text.indices.filter { text[$0] == mark }.map { $0..<$0 + 1 }
      SplitBehavior.mergedWithNext.split(text[...], at: matches, isInverted: false, into: &found)
    }
  }
}
