internal import OrderedCollections
internal import PythonValues

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
