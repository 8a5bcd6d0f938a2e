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
