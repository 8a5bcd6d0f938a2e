/// A text as a key: two are the same when their code points are, as in Python.
///
/// Swift's own `String` takes canonically equivalent texts for one, such as `é` in one code point and in two.
public struct ExactText: Hashable, Sendable {
  /// The text.
  public let text: String

  /// A key of a text.
  public init(_ text: String) { self.text = text }

  /// Whether both have the same code points.
  public static func == (left: ExactText, right: ExactText) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  /// Feeds the text's bytes to the hasher.
  public func hash(into hasher: inout Hasher) {
    var word: UInt64 = 0
    var count = 0
    for byte in text.utf8 {
      word = word << 8 | UInt64(byte)
      count += 1
      if count % 8 == 0 { hasher.combine(word) }
    }
    hasher.combine(word)
    hasher.combine(count)
  }
}
