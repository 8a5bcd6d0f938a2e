/// A model that takes at each place of a piece the longest token.
///
/// A piece that has a place where none fits is unknown as a whole. Source: PyPI's `tokenizers`, `WordPiece`.
struct LongestMatch: Sendable {
  private let first: ByteTrie
  private let further: ByteTrie
  /// What stands for unknown pieces.
  private let unknown: Int?
  private let mostScalars: Int

  /// A model.
  ///
  /// - Parameters:
  ///   - prefix: What the tokens begin with that do not begin a piece.
  ///   - mostScalars: Code points of a piece beyond which it is unknown.
  init(_ vocabulary: HubVocabulary, unknown: Int?, prefix: String, mostScalars: Int) {
    var (first, further): ([Vocabulary.Token], [Vocabulary.Token]) = ([], [])
    vocabulary.forEach { text, id in
      let bytes = Array(text.utf8)
      if !bytes.isEmpty { first.append(.init(id: id, bytes: bytes)) }
      if bytes.starts(with: prefix.utf8), bytes.count > prefix.utf8.count {
        further.append(.init(id: id, bytes: Array(bytes.dropFirst(prefix.utf8.count))))
      }
    }
    self.first = ByteTrie(first)
    self.further = ByteTrie(further)
    self.unknown = unknown
    self.mostScalars = mostScalars
  }

  func encode(_ piece: ArraySlice<UInt32>, into ids: inout [Int]) throws(UnknownWord) {
    if piece.count <= mostScalars, let found = matches(piece) { return ids += found }
    guard let unknown else { throw UnknownWord(piece) }
    ids.append(unknown)
  }

  private func matches(_ piece: ArraySlice<UInt32>) -> [Int]? {
    var bytes: [UInt8] = []
    for scalar in piece { scalar.forEachByte { bytes.append($0) } }
    var found: [Int] = []
    var start = 0
    while start < bytes.count {
      guard let match = (start == 0 ? first : further).longestMatch(in: bytes, from: start) else { return nil }
      found.append(match.token)
      start = match.end
    }
    return found
  }
}
