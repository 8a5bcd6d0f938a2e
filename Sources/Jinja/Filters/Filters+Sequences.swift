internal import OrderedCollections

extension Filters {
  /// Filters of lists, texts and dictionaries as a whole.
  static let sequences: [Filter] = [
    Filter("length") { value, _ throws(PythonError) in .int(try value.count()) },
    Filter("count") { value, _ throws(PythonError) in .int(try value.count()) },
    Filter("list") { value, _ throws(PythonError) in .list(try value.items()) },
    Filter("first") { value, _ throws(PythonError) in
      if case .generator(let generator) = value { return generator.next() ?? empty }
      return try value.items().first ?? empty
    },
    Filter("last") { value, _ throws(PythonError) in
      if case .generator = value { throw .wrongInput("last", value, "a list; add |list before it") }
      return try value.items().last ?? empty
    },
    Filter("join", Signature("[d] [attribute]")) { value, arguments throws(PythonError) in
      let separator = try arguments.value(0, default: .string("")).plainText()
      let attribute = try AttributePath(arguments.values[1])
      var result = ""
      for (index, item) in try value.items().enumerated() {
        if index > 0 { result += separator }
        result += try attribute.value(of: item).str()
      }
      return .string(result)
    },
    Filter("reverse") { value, _ throws(PythonError) in
      if let text = value.text { return .string(String(String.UnicodeScalarView(text.unicodeScalars.reversed()))) }
      return .generator(Generator(try value.items().reversed(), from: "reverse"))
    },
    Filter("batch", Signature("linecount [fill_with]")) { value, arguments throws(PythonError) in
      let size = try arguments.int(0)
      guard size > 0 else { throw arguments.wrong(0, "at least 1") }
      let items = try value.items()
      let batches = stride(from: 0, to: items.count, by: size).map { start in
        let batch = items[start..<min(start + size, items.count)]
        let filling = arguments.has(1) ? Array(repeating: arguments[1], count: size - batch.count) : []
        return Value.list(batch + filling)
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

extension Value.Mapping {
  /// Keys and values as tuples.
  var pairs: [Value] { map { .tuple([$0.key.value, $0.value]) } }
}
