internal import OrderedCollections

extension Filters {
  /// Filters of lists, texts and dictionaries as a whole.
  static let sequences: [Filter] = [
    Filter("length") { value, _ throws(PythonError) in .int(try value.count()) },
    Filter("count") { value, _ throws(PythonError) in .int(try value.count()) },
    Filter("list") { value, arguments throws(PythonError) in .list(try value.items(arguments.budget)) },
    Filter("first") { value, arguments throws(PythonError) in
      if case .generator(let generator) = value { return generator.next() ?? empty }
      return try value.items(arguments.budget).first ?? empty
    },
    Filter("last") { value, arguments throws(PythonError) in
      if case .generator = value { throw .wrongInput("last", value, "a list; add |list before it") }
      return try value.items(arguments.budget).last ?? empty
    },
    Filter("join", Signature("[d] [attribute]")) { value, arguments throws(PythonError) in
      let separator = try arguments.value(0, default: .string("")).plainText(arguments.budget)
      let attribute = try AttributePath(arguments.values[1])
      var result = ""
      for (index, item) in try value.items(arguments.budget).enumerated() {
        if index > 0 { result += separator }
        result += try attribute.value(of: item, arguments.budget).str(arguments.budget)
        try arguments.budget.allow(result.utf8.count)
      }
      return .string(result)
    },
    Filter("reverse") { value, arguments throws(PythonError) in
      if let text = value.text { return .string(String(String.UnicodeScalarView(text.unicodeScalars.reversed()))) }
      return .generator(Generator(try value.items(arguments.budget).reversed(), from: "reverse"))
    },
    Filter("batch", Signature("linecount [fill_with]")) { value, arguments throws(PythonError) in
      let size = try arguments.int(0)
      guard size > 0 else { throw arguments.wrong(0, "at least 1") }
      let budget = arguments.budget
      let items = try value.items(budget)
      try budget.keep(2 * Budget.item * items.count)
      var batches: [Value] = []
      for start in stride(from: 0, to: items.count, by: min(size, max(items.count, 1))) {
        let batch = items[start...].prefix(size)
        let missing = arguments.has(1) ? size - batch.count : 0
        try budget.allow(Budget.item, times: missing)
        try budget.keep(Budget.item * missing)
        batches.append(try Value.list(batch + Array(repeating: arguments[1], count: missing)).asItem(budget))
      }
      return .generator(Generator(batches, from: "batch"))
    },
    Filter("items") { value, _ throws(PythonError) in
      if case .undefined = value { return .generator(Generator([], from: "items")) }
      guard case .dictionary(let mapping) = value else { throw .wrongInput("items", value, "a dictionary") }
      return .generator(Generator(mapping.pairs, from: "items"))
    },
    Filter("default", defaultSignature, body: fallback),
    Filter("d", defaultSignature, body: fallback),
  ]

  /// What `first`, `min` and their like give for nothing.
  static var empty: Value {
    .undefined(.other("the sequence is empty", remedy: "Check its |length first, or add |default(…)."))
  }

  private static let defaultSignature = Signature("[default_value] [boolean]")

  private static let fallback: Filter.Body = { value, arguments throws(PythonError) in
    if case .undefined = value { return arguments.value(0, default: .string("")) }
    guard try arguments.flag(1), try !value.isTrue() else { return value }
    return arguments.value(0, default: .string(""))
  }
}
