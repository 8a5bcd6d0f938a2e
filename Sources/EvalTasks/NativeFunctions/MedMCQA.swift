internal import PythonValues

/// The task `medmcqa`.
enum MedMCQA {
  static let functions: [String: NativeFunction] = [
    "utils_medmcqa.doc_to_text": .docValue { doc in
      let fields = DocFields(doc)
      var text = "Question: " + (try fields.text("question")) + "\nChoices:\n"
      for (letter, field) in [("A", "opa"), ("B", "opb"), ("C", "opc"), ("D", "opd")] {
        text += "\(letter). \(try fields.printed(field))\n"
      }
      return .string(text + "Answer:")
    }
  ]
}
