internal import PythonValues

/// The task `medqa_4options`.
enum MedQA {
  static let functions: [String: NativeFunction] = [
    "preprocess_medqa.doc_to_text": .docValue { doc in
      let fields = DocFields(doc)
      var text = "Question: \(try fields.printed("sent1"))\n"
      for (letter, field) in [("A", "ending0"), ("B", "ending1"), ("C", "ending2"), ("D", "ending3")] {
        text += "\(letter). \(try fields.printed(field))\n"
      }
      return .string(text + "Answer:")
    },
    "preprocess_medqa.doc_to_target": .docValue { try DocFields($0).value("label") },
  ]
}
