internal import Console
internal import PythonValues

/// The pairs that byte pair encoding joins, by rank, as texts: `"a b"`, or `["a", "b"]`.
struct MergeList {
  /// Pairs that a file may have.
  private static let most = 1 << 20

  private var pairs: [(left: String, right: String)] = []

  /// Reads the list at which a parser stands.
  init(_ parser: inout JSONParser) throws(JSONParser.Fault) {
    try parser.list { (parser) throws(JSONParser.Fault) in
      let start = parser.offset
      var texts: [String] = []
      if parser.peek() == UInt8(ascii: "[") {
        try parser.list { (parser) throws(JSONParser.Fault) in texts.append(try parser.string()) }
      } else {
        let text = try parser.string()
        if text.hasPrefix("#version") { return }
        texts = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map {
          String(decoding: $0, as: UTF8.self)
        }
      }
      guard texts.count == 2, pairs.count < Self.most else {
        throw JSONParser.Fault(
          problem: "a merge that is not of two texts, or more than \(Self.most) merges", offset: start,
          remedy: "Write merges as \"a b\" or [\"a\", \"b\"].")
      }
      pairs.append((texts[0], texts[1]))
    }
  }

  /// The pairs by their ids; of two that are the same, the last.
  ///
  /// - Parameter prefixLength: Bytes of what the second text begins with and the joined one does not have.
  /// - Throws: `UserError` for a text that is no token.
  func resolved(
    by vocabulary: HubVocabulary, prefixLength: Int, path: String
  ) throws(UserError) -> [UInt64: BytePairEncoding.Merge] {
    var merges: [UInt64: BytePairEncoding.Merge] = [:]
    merges.reserveCapacity(pairs.count)
    for (rank, pair) in pairs.enumerated() {
      let joined = pair.left + String(decoding: pair.right.utf8.dropFirst(prefixLength), as: UTF8.self)
      var ids: [Int32] = []
      for text in [pair.left, pair.right, joined] {
        guard let id = vocabulary.id(of: text) else {
          throw UserError(
            "\(path): model.merges[\(rank)] needs the token \"\(text.prefix(40))\", which model.vocab has not",
            remedy: UserError.refetchTokenizer)
        }
        ids.append(Int32(id))
      }
      merges[BytePairEncoding.pair(ids[0], ids[1])] = .init(rank: Int32(rank), id: ids[2])
    }
    return merges
  }
}
