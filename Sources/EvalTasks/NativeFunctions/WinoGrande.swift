internal import Console
internal import PythonValues

/// The task `winogrande`: each option stands in the sentence's gap, and what follows the gap is scored.
enum WinoGrande {
  static let functions: [String: NativeFunction] = [
    "preprocess_winogrande.doc_to_text": .docValue { .int(try index(of: $0)) },
    "preprocess_winogrande.doc_to_target": .docValue { doc in
      .string(PythonText.strip(try Sentence(doc).afterGap))
    },
    "preprocess_winogrande.doc_to_choice": .docValue { doc in
      let fields = DocFields(doc)
      let lead = try Sentence(doc).beforeGap
      return .list([.string(lead + (try fields.text("option1"))), .string(lead + (try fields.text("option2")))])
    },
  ]

  private static func index(of doc: Doc) throws(UserError) -> Int {
    let fields = DocFields(doc)
    switch try fields.text("answer") {
    case "1": return 0
    case "2": return 1
    default: throw fields.wrongKind("answer", "\"1\" or \"2\"")
    }
  }

  /// A sentence with a gap, `_`.
  private struct Sentence {
    let beforeGap: String
    let afterGap: String

    init(_ doc: Doc) throws(UserError) {
      let fields = DocFields(doc)
      let text = try fields.text("sentence").unicodeScalars
      guard let gap = text.firstIndex(of: "_") else { throw fields.wrongKind("sentence", "a text with a gap \"_\"") }
      beforeGap = String(text[..<gap])
      afterGap = String(text[text.index(after: gap)...])
    }
  }
}
