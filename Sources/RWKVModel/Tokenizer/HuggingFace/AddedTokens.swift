/// Finds added tokens: at each place the longest.
///
/// Source: PyPI's `tokenizers`, `AddedVocabulary::find_matches`.
struct AddedTokens: Sendable {
  /// A stretch of a text: a token, or what is between tokens.
  enum Part {
    case token(Int)
    case text(Range<Int>)
  }

  /// Code points that a token may have.
  static let longest = 500

  private var tokens: [AddedToken] = []
  /// By a node and a code point, the node behind; 0 is the root.
  private var edges: [UInt64: Int32] = [:]
  private var ends: [Int] = [-1]

  /// Adds a token that is found by a text; false where that is found already, or empty.
  mutating func add(_ token: AddedToken, text: [UInt32]) -> Bool {
    var node: Int32 = 0
    for scalar in text {
      let edge = UInt64(UInt32(node)) << 32 | UInt64(scalar)
      if let next = edges[edge] {
        node = next
      } else {
        ends.append(-1)
        node = Int32(ends.count - 1)
        edges[edge] = node
      }
    }
    guard node > 0, ends[Int(node)] < 0 else { return false }
    ends[Int(node)] = tokens.count
    tokens.append(token)
    return true
  }

  /// The stretches of a text, in order.
  func parts(of text: [UInt32]) -> [Part] {
    guard !tokens.isEmpty else { return text.isEmpty ? [] : [.text(0..<text.count)] }
    var parts: [Part] = []
    var (start, index) = (0, 0)
    while index < text.count {
      guard let match = longestMatch(text, from: index) else {
        index += 1
        continue
      }
      let found = index..<match.end
      index = found.upperBound
      let token = tokens[match.token]
      if token.isSingleWord, touchesWord(found, text) { continue }
      let range = widened(found, token, text, from: start)
      if start < range.lowerBound { parts.append(.text(start..<range.lowerBound)) }
      parts.append(.token(token.id))
      start = range.upperBound
    }
    if start < text.count { parts.append(.text(start..<text.count)) }
    return parts
  }

  private func longestMatch(_ text: [UInt32], from start: Int) -> (token: Int, end: Int)? {
    var best: (token: Int, end: Int)?
    var node: Int32 = 0
    for index in start..<text.count {
      guard let next = edges[UInt64(UInt32(node)) << 32 | UInt64(text[index])] else { break }
      node = next
      if ends[Int(node)] >= 0 { best = (ends[Int(node)], index + 1) }
    }
    return best
  }

  private func touchesWord(_ range: Range<Int>, _ text: [UInt32]) -> Bool {
    (range.lowerBound > 0 && ScalarSet.word.contains(text[range.lowerBound - 1]))
      || (range.upperBound < text.count && ScalarSet.word.contains(text[range.upperBound]))
  }

  private func widened(_ range: Range<Int>, _ token: AddedToken, _ text: [UInt32], from start: Int) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    if token.stripsLeft {
      while low > 0, ScalarSet.space.contains(text[low - 1]) { low -= 1 }
      low = max(low, start)
    }
    if token.stripsRight { while high < text.count, ScalarSet.space.contains(text[high]) { high += 1 } }
    return min(low, high)..<high
  }
}
