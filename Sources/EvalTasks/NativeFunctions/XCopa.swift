internal import PythonValues

/// The family `xcopa`: `copa` in eleven languages.
enum XCopa {
  static let functions: [String: NativeFunction] = {
    var functions: [String: NativeFunction] = [
      "utils.doc_to_choice": .docValue { doc in
        .list([.string(try Copa.choice("choice1", of: doc)), .string(try Copa.choice("choice2", of: doc))])
      }
    ]
    for (language, words) in connectors {
      functions["utils.doc_to_text_\(language)"] = .docValue { doc in
        try Copa.text(of: doc, connectors: ["cause": words.cause, "effect": words.effect])
      }
    }
    return functions
  }()

  private static let connectors: [String: (cause: String, effect: String)] = [
    "et": ("sest", "seetõttu"), "ht": ("poukisa", "donk sa"), "id": ("karena", "maka"), "it": ("perché", "quindi"),
    "qu": ("imataq", "chaymi"), "sw": ("kwa sababu", "kwa hiyo"), "ta": ("காரணமாக", "எனவே"),
    "th": ("เพราะ", "ดังนั้น"), "tr": ("çünkü", "bu yüzden"), "vi": ("bởi vì", "vì vậy"), "zh": ("因为", "所以"),
  ]
}
