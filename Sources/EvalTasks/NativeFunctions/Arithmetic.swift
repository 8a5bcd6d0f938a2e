internal import Console
internal import PythonValues

/// The family `arithmetic`.
enum Arithmetic {
  static let functions: [String: NativeFunction] = ["utils.process_docs": .processDocs { try $0.map(processed) }]

  private static let replacements = [("\n\n", "\n"), ("Q:", "Question:"), ("A:", "Answer:")]

  private static func processed(_ doc: Doc) throws(UserError) -> Doc {
    let fields = DocFields(doc)
    var context = PythonText.strip(try fields.text("context"))
    for (old, new) in replacements { context = PythonText.replace(context, old, with: new) }
    var result = doc
    result["context"] = .string(context)
    result["completion"] = try fields.value("completion")
    return result
  }
}
