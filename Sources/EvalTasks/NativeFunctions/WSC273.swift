internal import Console
internal import PythonValues

/// The task `wsc273`: each option in the place of the pronoun, its first letter as the place asks for.
enum WSC273 {
  static let functions: [String: NativeFunction] = ["utils.process_doc": .processDocs { try $0.map(processed) }]

  private static let possessives: Set<String> = ["my", "his", "her", "our", "their"]
  private static let lowered: Set<String> = [
    "A", "An", "The", "She", "He", "It", "They", "My", "His", "Her", "Their",
  ]

  private static func processed(_ doc: Doc) throws(UserError) -> Doc {
    let fields = DocFields(doc)
    let text = PythonText.replace(try fields.text("text"), "  ", with: " ")
    var options = try fields.texts("options")
    guard options.count >= 2 else { throw fields.wrongKind("options", "a list of two texts") }
    let isPossessive = possessives.contains(PythonText.lower(try fields.text("pronoun")))
    let startsSentence = try scalar(of: text, at: fields.int("pronoun_loc") - 2) == "."
    for index in 0..<2 {
      let option = options[index] + (isPossessive ? "'s" : "")
      options[index] = startsSentence ? option : withLowerStart(option)
    }
    var result = doc
    result["text"] = .string(text)
    result["options"] = .list(options.map(PythonValue.string))
    return result
  }

  /// The option with its first word in lower case wherever that stands, when it is one that starts sentences.
  private static func withLowerStart(_ option: String) -> String {
    let words = option.unicodeScalars.split(whereSeparator: PythonText.isWhitespace)
    guard let first = words.first.map({ String($0) }), lowered.contains(first) else { return option }
    return PythonText.replace(option, first, with: PythonText.lower(first))
  }

  /// A code point by Python's index, which counts from the end when it is negative.
  private static func scalar(of text: String, at index: Int) throws(UserError) -> Unicode.Scalar {
    let scalars = Array(text.unicodeScalars)
    let position = index < 0 ? index + scalars.count : index
    guard scalars.indices.contains(position) else {
      throw UserError(
        "the doc's field \"pronoun_loc\" points outside its text", remedy: "Check that the data is wsc273's.")
    }
    return scalars[position]
  }
}
