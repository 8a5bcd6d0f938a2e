internal import PythonValues

/// A token that is taken out of the text before the model sees it.
struct AddedToken: Sendable {
  var id: Int
  var content: String
  /// Whether it must not touch a word.
  var isSingleWord = false
  /// Whether it takes white space before and behind.
  var stripsLeft = false
  var stripsRight = false
  /// Whether it is looked for in the normalized text.
  var isNormalized = false
}

extension AddedToken {
  /// The token that an object of the file describes; nil for anything else.
  init?(_ value: PythonValue) {
    guard case .dictionary(let fields) = value, case .int(let id)? = fields["id"],
      case .string(let content)? = fields["content"],
      (0..<HubVocabulary.idLimit).contains(id), !content.isEmpty, content.unicodeScalars.count <= AddedTokens.longest
    else { return nil }
    var flags: [String: Bool] = [:]
    for key in ["single_word", "lstrip", "rstrip", "normalized"] {
      guard case .bool(let flag)? = fields[key] else { return nil }
      flags[key] = flag
    }
    self.init(id: id, content: content)
    isSingleWord = flags["single_word"] == true
    (stripsLeft, stripsRight) = (flags["lstrip"] == true, flags["rstrip"] == true)
    isNormalized = flags["normalized"] == true
  }
}
