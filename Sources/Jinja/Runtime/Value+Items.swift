internal import OrderedCollections
internal import PythonValues

extension Value {
  /// What a `for` would go over; a generator is used up.
  ///
  /// - Throws: `PythonError` for what is not there or cannot be gone over.
  func items(_ budget: Budget) throws(PythonError) -> [Value] {
    switch self {
    case .list(let items), .tuple(let items): return items
    case .string(let text), .markup(let text):
      let count = text.unicodeScalars.count
      try budget.allow(Budget.item, times: count)
      try budget.keep(Budget.item * count)
      return text.unicodeScalars.map { .string(String($0)) }
    case .dictionary(let mapping):
      try budget.keep(Budget.item * mapping.count)
      return mapping.keys.map(\.value)
    case .view(let view): return view.items
    case .range(let range): return try range.numbers(budget)
    case .generator(let generator): return generator.takeAll()
    case .undefined(.noElse): return []
    case .undefined(let undefined): throw undefined.error
    default:
      throw PythonError(
        "a value of type \(type) has no items to go over", remedy: "Use a list, a text, a dictionary or range().")
    }
  }

  /// Whether a `for` could go over it.
  var isIterable: Bool {
    switch self {
    case .list, .tuple, .string, .markup, .dictionary, .view, .range, .generator, .loop: true
    default: false
    }
  }

  /// Python's `len()`.
  func count() throws(PythonError) -> Int {
    switch self {
    case .list(let items), .tuple(let items): return items.count
    case .string(let text), .markup(let text): return text.unicodeScalars.count
    case .dictionary(let mapping): return mapping.count
    case .view(let view): return view.items.count
    case .range(let range): return range.count
    case .loop(let loop): return loop.items.count
    case .undefined(.noElse): return 0
    case .undefined(let undefined): throw undefined.error
    default: throw PythonError("a value of type \(type) has no length", remedy: "Use a list, a text or a dictionary.")
    }
  }

  /// Python's `item in container`.
  func contains(_ item: Value, _ budget: Budget) throws(PythonError) -> Bool {
    switch self {
    case .string(let text), .markup(let text):
      if case .undefined(let undefined) = item { throw undefined.error }
      guard let part = item.text else {
        throw PythonError(
          "a value of type \(item.type) is looked for in a text", remedy: "Turn it into text first: (… | string) in ….")
      }
      try budget.read(self)
      try budget.read(item)
      return PythonText.contains(text, part)
    case .dictionary(let mapping): return mapping[try Key(item, budget)] != nil
    case .range(let range):
      switch item.number {
      case .int(let number): return range.contains(number)
      case .double(let number): return Int(exactly: number).map(range.contains) ?? false
      case nil:
        if case .undefined(let undefined) = item { throw undefined.error }
        return false
      }
    default:
      for candidate in try items(budget) where try candidate.equals(item, budget) { return true }
      return false
    }
  }

  /// How many lists, tuples and dictionaries may lie inside each other; JSON data has at most 100 levels.
  static let deepest = 200

  /// The value as an item of a list, dictionary or namespace.
  ///
  /// - Throws: `PythonError` when the whole would be nested too deep, or for what is no data and could hold itself.
  func asItem(_ budget: Budget) throws(PythonError) -> Value {
    try checkNesting(budget, level: 1)
    return self
  }

  private func checkNesting(_ budget: Budget, level: Int) throws(PythonError) {
    switch self {
    case .list(let items), .tuple(let items): try Self.checkNesting(items, budget, level)
    case .dictionary(let mapping): try Self.checkNesting(mapping.values, budget, level)
    case .view(let view): try Self.checkNesting(view.items, budget, level)
    case .generator(let generator): try Self.checkNesting(generator.rest, budget, level)
    case .namespace, .loop, .function:
      throw .unsupported("a value of type \(type) as an item", instead: "Keep it in a name of its own.")
    case .undefined, .none, .bool, .int, .double, .string, .markup, .range: break
    }
  }

  private static func checkNesting(
    _ items: some Collection<Value>, _ budget: Budget, _ level: Int
  ) throws(PythonError) {
    guard level < deepest else {
      throw PythonError("values are nested deeper than \(deepest) levels", remedy: "Put fewer lists into each other.")
    }
    try budget.spend(items.count)
    for item in items { try item.checkNesting(budget, level: level + 1) }
  }
}

extension Value {
  /// Jinja's `value.name`: a method or attribute, otherwise an item of a dictionary.
  func attribute(_ name: String) throws(PythonError) -> Value {
    switch self {
    case .undefined(let undefined): throw undefined.error
    case .dictionary(let mapping):
      if let method = try method(name) { return method }
      return mapping[Key(text: name)] ?? .undefined(.key(name, of: mapping.keys))
    case .namespace(let namespace):
      return namespace.fields[Key(text: name)] ?? .undefined(.key(name, of: namespace.fields.keys))
    case .loop(let loop): return loop.attribute(name) ?? .undefined(.attribute(name, type: type))
    default: return try method(name) ?? .undefined(.attribute(name, type: type))
    }
  }

  /// Jinja's `value[key]`: an item, otherwise an attribute where the key is a text.
  func item(_ key: Value, _ budget: Budget) throws(PythonError) -> Value {
    switch self {
    case .undefined(let undefined): throw undefined.error
    case .list(let items), .tuple(let items):
      if let index = key.int {
        return index.position(among: items.count).map { items[$0] } ?? missing(index, of: items.count)
      }
    case .string(let text):
      if let index = key.int {
        try budget.read(self)
        return PythonText.item(text, index).map(Value.string) ?? missing(index, of: text.unicodeScalars.count)
      }
    case .range(let range):
      if let index = key.int {
        return index.position(among: range.count).map { .int(range[$0]) } ?? missing(index, of: range.count)
      }
    case .dictionary(let mapping):
      try budget.read(key)
      if let found = (try? Key(key, budget)).flatMap({ mapping[$0] }) { return found }
    default: break
    }
    if case .undefined(let undefined) = key { throw undefined.error }
    if let name = key.text { return try attribute(name) }
    if case .dictionary(let mapping) = self { return .undefined(.key(key.shortRepr(), of: mapping.keys)) }
    return .undefined(.attribute(key.shortRepr(), type: type))
  }

  private func missing(_ index: Int, of count: Int) -> Value {
    .undefined(.element(String(index), type: type, count: count))
  }

  /// Python's `value[start:stop:step]`.
  func slice(_ start: Value, _ stop: Value, _ step: Value, _ budget: Budget) throws(PythonError) -> Value {
    try budget.read(self)
    return try budget.made(try sliced(start, stop, step, budget))
  }

  private func sliced(
    _ start: Value, _ stop: Value, _ step: Value, _ budget: Budget
  ) throws(PythonError) -> Value {
    switch self {
    case .list(let items): return .list(try PythonSlice(start, stop, step).apply(to: items))
    case .tuple(let items): return .tuple(try PythonSlice(start, stop, step).apply(to: items))
    case .string(let text): return .string(try PythonSlice(start, stop, step).apply(to: text))
    case .range(let range): return .list(try PythonSlice(start, stop, step).apply(to: try range.numbers(budget)))
    case .undefined(let undefined): throw undefined.error
    default: throw PythonError("a value of type \(type) cannot be sliced", remedy: "Slice a list or a text.")
    }
  }

  private func method(_ name: String) throws(PythonError) -> Value? {
    if Methods.has(name, type: self) { return .function(.method(name, of: self)) }
    guard !Methods.isUnsupported(name, type: self) else {
      throw .unsupported("the method \"\(name)\" of \(type)", instead: "Use another way, or ['\(name)'] for an item.")
    }
    return nil
  }
}

extension Int {
  /// The position that an index means, counting from the end where negative; nil outside.
  func position(among count: Int) -> Int? {
    let position = self < 0 ? self + count : self
    return position >= 0 && position < count ? position : nil
  }
}
