internal import OrderedCollections

extension Filters {
  /// Filters that pick, order or transform the items of a sequence one by one.
  static let selections: [Filter] = [
    Filter("map", .open) { value, arguments throws(PythonError) in try map(value, arguments.all) },
    Filter("select", .open) { value, arguments throws(PythonError) in
      try choose(value, arguments.all, keeps: true, name: "select")
    },
    Filter("reject", .open) { value, arguments throws(PythonError) in
      try choose(value, arguments.all, keeps: false, name: "reject")
    },
    Filter("selectattr", .open) { value, arguments throws(PythonError) in
      try choose(value, arguments.all, keeps: true, byAttribute: true, name: "selectattr")
    },
    Filter("rejectattr", .open) { value, arguments throws(PythonError) in
      try choose(value, arguments.all, keeps: false, byAttribute: true, name: "rejectattr")
    },
    Filter("sort", Signature("[reverse] [case_sensitive] [attribute]")) { value, arguments throws(PythonError) in
      let paths = try AttributePath.list(arguments.values[2])
      let isCaseSensitive = try arguments.flag(1)
      return .list(
        try sorted(try value.items(arguments.budget), descending: try arguments.flag(0), arguments.budget) {
          item throws(PythonError) in
          var keys: [Value] = []
          for path in paths { keys.append(try path.value(of: item, arguments.budget).folded(unless: isCaseSensitive)) }
          return .list(keys)
        })
    },
    Filter("dictsort", Signature("[case_sensitive] [by] [reverse]")) { value, arguments throws(PythonError) in
      guard case .dictionary(let mapping) = value else { throw .wrongInput("dictsort", value, "a dictionary") }
      let isCaseSensitive = try arguments.flag(0)
      let field = try arguments.optionalText(1) ?? "key"
      guard ["key", "value"].contains(field) else { throw .unknown("field", field, known: ["key", "value"]) }
      return .list(
        try sorted(mapping.pairs, descending: try arguments.flag(2), arguments.budget) { pair throws(PythonError) in
          try pair.item(.int(field == "key" ? 0 : 1), arguments.budget).folded(unless: isCaseSensitive)
        })
    },
    Filter("unique", Signature("[case_sensitive] [attribute]")) { value, arguments throws(PythonError) in
      let path = try AttributePath(arguments.values[1])
      let isCaseSensitive = try arguments.flag(0)
      var seen: Set<Key> = []
      var items: [Value] = []
      for item in try value.items(arguments.budget) {
        let key = try path.value(of: item, arguments.budget).folded(unless: isCaseSensitive)
        if seen.insert(try Key(key, arguments.budget)).inserted { items.append(item) }
      }
      return .generator(Generator(items, from: "unique"))
    },
    Filter("min", Signature("[case_sensitive] [attribute]")) { value, arguments throws(PythonError) in
      try extreme(value, arguments, .less)
    },
    Filter("max", Signature("[case_sensitive] [attribute]")) { value, arguments throws(PythonError) in
      try extreme(value, arguments, .greater)
    },
    Filter("sum", Signature("[attribute] [start]")) { value, arguments throws(PythonError) in
      let path = try AttributePath(arguments.values[0])
      var sum = arguments.value(1, default: .int(0))
      guard sum.text == nil else { throw arguments.wrong(1, "a number or a list; texts are joined with |join") }
      for item in try value.items(arguments.budget) {
        sum = try sum.applying(.add, try path.value(of: item, arguments.budget), arguments.budget)
      }
      return sum
    },
  ]

  private static func map(_ value: Value, _ arguments: Arguments) throws(PythonError) -> Value {
    guard try value.isTrue() else { return .generator(Generator([], from: "map")) }
    var results: [Value] = []
    if arguments.positional.isEmpty, arguments.named.contains(where: { $0.name == "attribute" }) {
      let bound = try Signature("attribute [default]").bind(arguments, of: "the filter \"map\"")
      let path = try AttributePath(bound.values[0])
      for item in try value.items(arguments.budget) {
        results.append(try path.value(of: item, default: bound.value(1, default: .none), arguments.budget))
      }
    } else {
      let filter = try inner(arguments, at: 0, kind: "filter", names: names, Filters.named)
      let budget = arguments.budget
      try budget.enter("the filter \"map\"", levels: 1)
      defer { budget.leave(levels: 1) }
      for item in try value.items(budget) {
        try budget.read(item)
        try filter.arguments.read()
        results.append(try budget.made(try filter.value.call(item, filter.arguments, as: "filter")))
      }
    }
    return .generator(Generator(results, from: "map"))
  }

  private static func choose(
    _ value: Value, _ arguments: Arguments, keeps: Bool, byAttribute: Bool = false, name: String
  ) throws(PythonError) -> Value {
    guard try value.isTrue() else { return .generator(Generator([], from: name)) }
    let skipped = byAttribute ? 1 : 0
    guard arguments.positional.count >= skipped else {
      throw PythonError("the filter \"\(name)\" needs an attribute", remedy: "Name it: |\(name)(\"field\").")
    }
    let path = try AttributePath(byAttribute ? arguments.positional[0] : nil)
    let test =
      arguments.positional.count > skipped
      ? try inner(arguments, at: skipped, kind: "test", names: Tests.names, Tests.named) : nil
    var items: [Value] = []
    for item in try value.items(arguments.budget) {
      let part = try path.value(of: item, arguments.budget)
      try arguments.budget.read(part)
      let isTrue = if let test { try test.value.call(part, test.arguments, as: "test") } else { try part.isTrue() }
      if isTrue == keeps { items.append(item) }
    }
    return .generator(Generator(items, from: name))
  }

  /// A filter or test that is named by an argument, and the arguments behind it.
  private struct Inner<Definition> {
    let value: Definition
    let arguments: Arguments
  }

  private static func inner<Definition>(
    _ arguments: Arguments, at index: Int, kind: String, names: [String], _ find: (String) -> Definition?
  ) throws(PythonError) -> Inner<Definition> {
    guard index < arguments.positional.count, let name = arguments.positional[index].text else {
      throw PythonError("the name of a \(kind) is missing", remedy: "Give it in quotes, for example |map(\"upper\").")
    }
    guard let definition = find(name) else { throw .unknown(kind, name, known: names) }
    let rest = Arguments(
      positional: Array(arguments.positional[(index + 1)...]), named: arguments.named, budget: arguments.budget)
    return Inner(value: definition, arguments: rest)
  }

  private static func extreme(
    _ value: Value, _ arguments: BoundArguments, _ sign: ComparisonSign
  ) throws(PythonError) -> Value {
    let path = try AttributePath(arguments.values[1])
    let isCaseSensitive = try arguments.flag(0)
    var best: (item: Value, key: Value)?
    for item in try value.items(arguments.budget) {
      let key = try path.value(of: item, arguments.budget).folded(unless: isCaseSensitive)
      guard let current = best else {
        best = (item, key)
        continue
      }
      if try key.isOrdered(sign, current.key, arguments.budget) { best = (item, key) }
    }
    return best?.item ?? empty
  }

  /// Python's `sorted`: stable, also when descending.
  private static func sorted(
    _ items: [Value], descending: Bool, _ budget: Budget, by key: (Value) throws(PythonError) -> Value
  ) throws(PythonError) -> [Value] {
    var keyed: [(offset: Int, key: Value, item: Value)] = []
    for (offset, item) in items.enumerated() { keyed.append((offset, try key(item), item)) }
    var failure: PythonError?
    func comes(_ left: Value, before right: Value) -> Bool {
      guard failure == nil else { return false }
      do throws(PythonError) {
        return try left.isOrdered(descending ? .greater : .less, right, budget)
      } catch {
        failure = error
        return false
      }
    }
    keyed.sort { left, right in
      if comes(left.key, before: right.key) { return true }
      return !comes(right.key, before: left.key) && left.offset < right.offset
    }
    if let failure { throw failure }
    return keyed.map(\.item)
  }
}

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
