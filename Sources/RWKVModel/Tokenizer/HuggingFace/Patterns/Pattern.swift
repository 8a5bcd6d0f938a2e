/// A regular expression over code points, with the matches that Oniguruma finds.
///
/// Written here because Foundation's expressions have ICU's classes of another Unicode version, and no bound on their steps.
/// Matching goes on without recursion. A pattern that tries too much on a text ends in an error: its steps are counted, and
/// a place where an attempt has failed is not tried twice.
struct Pattern: Sendable {
  /// A pattern tried too much on a text.
  struct TooSlow: Error {}

  private let program: PatternProgram

  /// Reads a pattern.
  init(_ text: String) throws(PatternParser.Fault) { program = try PatternProgram(PatternParser.parse(text)) }

  /// A pattern of a text that stands for itself.
  init(literal text: String) throws(PatternParser.Fault) {
    program = try PatternProgram(.sequence(text.unicodeScalars.map { .set(ScalarSet($0.value)) }))
  }

  /// The pattern of GPT-2, which the pre-tokenizer ByteLevel has.
  static func gpt2() throws(PatternParser.Fault) -> Pattern {
    try Pattern(#"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"#)
  }

  /// All matches in a text, one after another; an empty one does not follow a match at the same place.
  func matches(in text: ArraySlice<UInt32>) throws(TooSlow) -> [Range<Int>] {
    var matcher = PatternMatcher(program, text)
    var found: [Range<Int>] = []
    var start = text.startIndex
    while start <= text.endIndex {
      guard let end = try matcher.end(from: start) else {
        start += 1
        continue
      }
      if end > start || found.last?.upperBound != start { found.append(start..<end) }
      start = end > start ? end : start + 1
    }
    return found
  }
}
