internal import Console
internal import PythonValues

/// The family `gpqa`: the four answers of a question, shuffled.
///
/// lm-eval shuffles whenever it asks for a split, three times before it scores, with a generator that goes on: `n_shot` with
/// one seeded with 42 when its module is loaded, `zeroshot` with Python's global one, seeded by `--seed`, which other tasks
/// draw from too. Hugging Face keeps processed splits on disk, so that lm-eval's first run scores the third shuffle of
/// `n_shot` and every later run the first. Here every split is shuffled once by a generator of its own, seeded with 42 and 0:
/// always the docs that lm-eval has for `n_shot` from the second run on.
enum GPQA {
  static let seededFunctions: [String: NativeFunction] = [
    "utils.process_docs": .processDocs { try processed($0, seed: 42) }
  ]
  static let functions: [String: NativeFunction] = ["utils.process_docs": .processDocs { try processed($0, seed: 0) }]

  private static func processed(_ docs: [Doc], seed: Int) throws(UserError) -> [Doc] {
    var generator = PythonRandom(seed: seed)
    var result: [Doc] = []
    for doc in docs {
      let fields = DocFields(doc)
      var choices: [String] = []
      for field in ["Incorrect Answer 1", "Incorrect Answer 2", "Incorrect Answer 3", "Correct Answer"] {
        choices.append(try cleaned(field, of: fields))
      }
      let right = choices[3]
      generator.shuffle(&choices)
      result.append(shuffled(doc, choices, right: right))
    }
    return result
  }

  private static func shuffled(_ doc: Doc, _ choices: [String], right: String) -> Doc {
    var doc = doc
    for (index, choice) in choices.enumerated() { doc["choice\(index + 1)"] = .string(choice) }
    guard let index = choices.firstIndex(where: { $0.utf8.elementsEqual(right.utf8) }) else {
      preconditionFailure("\(choices.count) shuffled answers without the right one")
    }
    doc["answer"] = .string("(\(["A", "B", "C", "D"][index]))")
    return doc
  }

  private static func cleaned(_ field: String, of fields: DocFields) throws(UserError) -> String {
    if case .none = try fields.value(field) { return " " }
    let text = PythonText.strip(try fields.text(field))
    return PythonText.replace(PythonText.replace(text, " [title]", with: ". "), "  ", with: " ")
  }
}
