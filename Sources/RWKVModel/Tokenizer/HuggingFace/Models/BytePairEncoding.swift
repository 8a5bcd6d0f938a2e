/// Byte pair encoding: pieces begin as code points, and the pair of lowest rank is joined until none is left.
///
/// Source: PyPI's `tokenizers`, `BPE`: `merge_word` and `Word::merge_all`, whose order of joining is kept.
struct BytePairEncoding: Sendable {
  /// What two tokens become.
  struct Merge: Sendable {
    let rank: Int32
    let id: Int32
  }

  let vocabulary: HubVocabulary
  /// By the ids of both, the first in the upper half.
  let merges: [UInt64: Merge]
  /// The text of what stands for unknown code points.
  var unknown: String?
  /// Whether unknown code points that follow each other are one.
  var fusesUnknown = false
  /// Whether unknown code points become tokens of their bytes, `<0x00>` to `<0xFF>`.
  var fallsBackToBytes = false
  /// Whether a piece that is a token stays one.
  var ignoresMerges = false
  /// What code points begin with that do not begin a piece, and what the last ends with.
  var prefix: String?
  var suffix: String?

  private let idOfScalar: [UInt32: Int32]
  private let idOfLowScalar: [Int32]

  init(_ vocabulary: HubVocabulary, merges: [UInt64: Merge]) {
    self.vocabulary = vocabulary
    self.merges = merges
    var ids: [UInt32: Int32] = [:]
    vocabulary.forEach { text, id in
      let scalars = text.unicodeScalars
      if let scalar = scalars.first, scalars.index(after: scalars.startIndex) == scalars.endIndex {
        ids[scalar.value] = Int32(id)
      }
    }
    idOfScalar = ids
    idOfLowScalar = (0..<UInt32(0x200)).map { ids[$0] ?? -1 }
  }

  /// The number of a pair of tokens.
  static func pair(_ left: Int32, _ right: Int32) -> UInt64 { UInt64(UInt32(left)) << 32 | UInt64(UInt32(right)) }

  func encode(_ piece: ArraySlice<UInt32>, into ids: inout [Int]) throws(UnknownWord) {
    if ignoresMerges, let id = vocabulary.id(of: String(scalars: piece)) { return ids.append(id) }
    var word = MergedWord(try symbols(of: piece))
    word.merge(merges)
    word.forEach { ids.append(Int($0)) }
  }

  private func symbols(of piece: ArraySlice<UInt32>) throws(UnknownWord) -> [Int32] {
    var symbols: [Int32] = []
    symbols.reserveCapacity(piece.count)
    var pending: Int32?
    for index in piece.indices {
      if let id = id(at: index, of: piece) {
        if let unknown = pending.take() { symbols.append(unknown) }
        symbols.append(id)
      } else if fallsBackToBytes, let bytes = bytes(at: index, of: piece) {
        symbols += bytes
      } else if let unknown {
        guard let id = vocabulary.id(of: unknown) else { throw UnknownWord(piece) }
        if !fusesUnknown, let unknown = pending { symbols.append(unknown) }
        pending = Int32(id)
      }
    }
    if let pending { symbols.append(pending) }
    return symbols
  }

  private func id(at index: Int, of piece: ArraySlice<UInt32>) -> Int32? {
    if prefix == nil, suffix == nil {
      let scalar = piece[index]
      guard scalar < 0x200 else { return idOfScalar[scalar] }
      let id = idOfLowScalar[Int(scalar)]
      return id < 0 ? nil : id
    }
    return vocabulary.id(of: text(at: index, of: piece)).map(Int32.init)
  }

  private func text(at index: Int, of piece: ArraySlice<UInt32>) -> String {
    let scalar = String(scalars: [piece[index]])
    return (index == piece.startIndex ? "" : prefix ?? "") + scalar + (index == piece.endIndex - 1 ? suffix ?? "" : "")
  }

  private func bytes(at index: Int, of piece: ArraySlice<UInt32>) -> [Int32]? {
    var ids: [Int32] = []
    for byte in text(at: index, of: piece).utf8 {
      let digits = String(byte, radix: 16, uppercase: true)
      guard let id = vocabulary.id(of: "<0x\(byte < 16 ? "0" : "")\(digits)>") else { return nil }
      ids.append(Int32(id))
    }
    return ids
  }
}
