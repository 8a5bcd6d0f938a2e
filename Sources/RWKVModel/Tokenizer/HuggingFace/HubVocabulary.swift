internal import PythonValues

/// The texts of a model's tokens and their ids, as `tokenizer.json` has them.
struct HubVocabulary: Sendable {
  /// Tokens that a file may have, and what an id must be below.
  static let (most, idLimit) = (1 << 20, 1 << 22)
  /// Bytes that a token may have.
  static let longest = 4096

  private var ids: [ExactText: Int] = [:]
  private var texts: [Int: String] = [:]
  /// The greatest id; nil without tokens.
  private(set) var largestID: Int?

  /// How many tokens there are.
  var count: Int { ids.count }

  /// Adds a token; false where its text is there already.
  mutating func add(_ text: String, id: Int) -> Bool {
    guard ids.updateValue(id, forKey: ExactText(text)) == nil else { return false }
    texts[id] = text
    largestID = max(largestID ?? id, id)
    return true
  }

  /// The id of a text.
  func id(of text: String) -> Int? { ids[ExactText(text)] }

  /// The text of an id.
  func text(of id: Int) -> String? { texts[id] }

  /// Hands over every token.
  func forEach(_ body: (String, Int) -> Void) { for (key, id) in ids { body(key.text, id) } }
}
