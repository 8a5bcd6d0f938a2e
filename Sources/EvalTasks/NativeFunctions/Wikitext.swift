internal import Console
internal import EvalCore
internal import PythonValues

/// The task `wikitext`: pages in WikiText's tokenised form, brought back to running text.
enum Wikitext {
  static let functions: [String: NativeFunction] = [
    "preprocess_wikitext.wikitext_detokenizer": .docValue { .string(detokenized(try DocFields($0).text("page"))) },
    "preprocess_wikitext.process_results": .processResults(processResults),
  ]

  /// Perplexities count the words and bytes of the page as it was, tokenised.
  @Sendable private static func processResults(
    _ doc: Doc, _ loglikelihoods: [Double], _ isGreedy: [Bool]
  ) throws -> [String: MetricValue] {
    guard loglikelihoods.count == 1 else {
      throw UserError("\(loglikelihoods.count) log-likelihoods of a page", remedy: "A page has one.")
    }
    let page = try DocFields(doc).text("page")
    let words = MetricValue.weighted(loglikelihood: loglikelihoods[0], weight: PythonText.pieceCount(page))
    let bytes = MetricValue.weighted(loglikelihood: loglikelihoods[0], weight: page.utf8.count)
    return ["word_perplexity": words, "byte_perplexity": bytes, "bits_per_byte": bytes]
  }

  /// The rules in the order of lm-eval, which matters: one rule's result is another's input.
  private static func detokenized(_ page: String) -> String {
    var text = PythonText.replace(page, "s '", with: "s'")
    text = WikitextPatterns.withoutSlashedDigits(text)
    for (old, new) in separators { text = PythonText.replace(text, old, with: new) }
    for (open, close) in WikitextPatterns.pairs { text = WikitextPatterns.tightened(text, open, close) }
    for (old, new) in remainders { text = PythonText.replace(text, old, with: new) }
    return text
  }

  private static let separators = [
    (" @-@ ", "-"), (" @,@ ", ","), (" @.@ ", "."), (" : ", ": "), (" ; ", "; "), (" . ", ". "), (" ! ", "! "),
    (" ? ", "? "), (" , ", ", "),
  ]
  private static let remainders = [
    ("= = = =", "===="), ("= = =", "==="), ("= =", "=="), (" ° ", "°"), (" \n", "\n"), ("\n ", "\n"), (" N ", " 1 "),
    (" 's", "'s"),
  ]
}

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
