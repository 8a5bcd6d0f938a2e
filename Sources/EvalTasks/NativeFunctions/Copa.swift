internal import Console
internal import OrderedCollections
internal import PythonValues

/// The task `copa` of SuperGLUE; the choices end the premise as one sentence.
enum Copa {
  static let functions: [String: NativeFunction] = [
    "utils.doc_to_text": .docValue { try text(of: $0, connectors: ["cause": "because", "effect": "therefore"]) },
    "utils.doc_to_target": .docValue { doc in
      let isFirst = try DocFields(doc).isZero("label")
      return .string(" " + (try choice(isFirst ? "choice1" : "choice2", of: doc)))
    },
    "utils.doc_to_choice": .docValue { doc in
      .list([.string(" " + (try choice("choice1", of: doc))), .string(" " + (try choice("choice2", of: doc)))])
    },
  ]

  /// The premise without its last code point, a space, and the connector for the doc's question.
  static func text(of doc: Doc, connectors: [String: String]) throws(UserError) -> PythonValue {
    let fields = DocFields(doc)
    let question = try fields.text("question")
    guard let connector = connectors[question] else {
      throw UserError(
        "the doc's question is \"\(question)\"",
        remedy: "Expected one of: \(connectors.keys.sorted().joined(separator: ", ")).")
    }
    let premise = PythonText.strip(try fields.text("premise")).unicodeScalars.dropLast()
    return .string(String(premise) + " " + connector)
  }

  /// A choice with its first code point in lower case.
  static func choice(_ field: String, of doc: Doc) throws(UserError) -> String {
    let fields = DocFields(doc)
    let text = try fields.text(field).unicodeScalars
    guard let first = text.first else { throw fields.wrongKind(field, "a text with a first letter") }
    return first.properties.lowercaseMapping + String(text.dropFirst())
  }
}
