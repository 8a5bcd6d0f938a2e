/// A model whose tokens are whole pieces.
///
/// Source: PyPI's `tokenizers`, `WordLevel`.
struct WordLevel: Sendable {
  let vocabulary: HubVocabulary
  /// What stands for unknown pieces.
  let unknown: Int?

  func encode(_ piece: ArraySlice<UInt32>, into ids: inout [Int]) throws(UnknownWord) {
    guard let id = vocabulary.id(of: String(scalars: piece)) ?? unknown else { throw UnknownWord(piece) }
    ids.append(id)
  }
}
