internal import PythonValues

/// The task `pubmedqa`.
enum PubMedQA {
  static let functions: [String: NativeFunction] = [
    "preprocess_pubmedqa.doc_to_text": .docValue { doc in
      let fields = DocFields(doc)
      let abstract = try fields.texts("CONTEXTS").joined(separator: "\n")
      return .string("Abstract: \(abstract)\nQuestion: \(try fields.printed("QUESTION"))\nAnswer:")
    }
  ]
}
