internal import PythonValues

/// The regular expressions of `wikitext`'s detokenizer, written out.
enum WikitextPatterns {
  /// What encloses text, in the order in which it is tightened.
  static let pairs: [(open: Unicode.Scalar, close: Unicode.Scalar)] = [
    ("(", ")"), ("[", "]"), ("{", "}"), ("\"", "\""), ("'", "'"),
  ]

  /// Removes the whitespace inside a pair: from an opening mark to the nearest closing one, left to right.
  static func tightened(_ text: String, _ open: Unicode.Scalar, _ close: Unicode.Scalar) -> String {
    var rest = text.unicodeScalars[...]
    var result = String.UnicodeScalarView()
    while let start = rest.firstIndex(of: open) {
      let inside = rest.index(after: start)
      guard let end = rest[inside...].firstIndex(of: close) else { break }
      result.append(contentsOf: rest[...start])
      result.append(contentsOf: PythonText.strip(String(rest[inside..<end])).unicodeScalars)
      result.append(close)
      rest = rest[rest.index(after: end)...]
    }
    result.append(contentsOf: rest)
    return String(result)
  }

  /// Replaces `/' 5/`, whatever the digit, by the text `/'[0-9]/`: what lm-eval's rule does, though hardly meant.
  static func withoutSlashedDigits(_ text: String) -> String {
    text.replacing(#/\/' [0-9]\//#.matchingSemantics(.unicodeScalar), with: "/'[0-9]/")
  }
}
