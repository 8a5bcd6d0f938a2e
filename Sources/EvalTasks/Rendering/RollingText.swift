internal import PythonValues

/// A text whose log-likelihood is wanted as a whole, and what its perplexity is divided by.
public struct RollingText: Sendable, Hashable {
  /// The text.
  public let text: String
  /// Its words: the pieces between runs of whitespace, empty ones at the ends included, as Python's
  /// `re.split(r"\s+", text)` counts them.
  public let words: Int
  /// Its UTF-8 bytes.
  public let bytes: Int

  /// A text, counted.
  public init(_ text: String) {
    self.text = text
    bytes = text.utf8.count
    words = PythonText.pieceCount(text)
  }
}
