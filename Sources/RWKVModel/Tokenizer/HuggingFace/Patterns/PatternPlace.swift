/// A place in a text that takes no code point.
enum PatternPlace: Sendable {
  /// The beginning of the text, or what follows a line feed: `^`.
  case lineStart
  /// The end of the text, or what precedes a line feed: `$`.
  case lineEnd
  /// The beginning of the text: `\A`.
  case start
  /// The end of the text: `\z`.
  case end
}
