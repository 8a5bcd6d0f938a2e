internal import OrderedCollections

/// A method of values of one type.
typealias Method<Owner> = Callable<Owner, Value>

/// All methods of texts, lists, tuples and dictionaries.
enum Methods {
  private static let texts = Dictionary(uniqueKeysWithValues: textMethods.map { ($0.name, $0) })
  private static let lists = Dictionary(uniqueKeysWithValues: listMethods.map { ($0.name, $0) })
  private static let dictionaries = Dictionary(uniqueKeysWithValues: dictionaryMethods.map { ($0.name, $0) })

  /// Methods that Python has and that are not supported here, because values do not change.
  private static let unsupported: [String: Set<String>] = [
    "str": ["encode", "expandtabs", "format_map", "isidentifier", "isprintable", "istitle", "maketrans", "translate"],
    "list": ["append", "clear", "copy", "extend", "insert", "pop", "remove", "reverse", "sort"],
    "dict": ["clear", "copy", "fromkeys", "pop", "popitem", "setdefault", "update"],
  ]

  /// Whether a value has a method.
  static func has(_ name: String, type value: Value) -> Bool {
    switch value {
    case .string: texts[name] != nil
    case .list, .tuple: lists[name] != nil
    case .dictionary: dictionaries[name] != nil
    default: false
    }
  }

  /// Whether Python's value would have a method that is not supported here.
  static func isUnsupported(_ name: String, type value: Value) -> Bool {
    if case .markup = value { return texts[name] != nil }
    return unsupported[value.type]?.contains(name) ?? false
  }

  /// The names of the methods of a type, sorted.
  static func names(ofType type: String) -> [String] {
    switch type {
    case "str": texts.keys.sorted()
    case "list", "tuple": lists.keys.sorted()
    case "dict": dictionaries.keys.sorted()
    case "loop": LoopState.attributes
    default: []
    }
  }

  /// Calls a method that the value has.
  static func call(_ name: String, of value: Value, _ arguments: Arguments) throws(PythonError) -> Value {
    switch value {
    case .string(let text): if let method = texts[name] { return try method.call(text, arguments, as: "method") }
    case .list(let items), .tuple(let items):
      if let method = lists[name] { return try method.call(items, arguments, as: "method") }
    case .dictionary(let mapping):
      if let method = dictionaries[name] { return try method.call(mapping, arguments, as: "method") }
    default: break
    }
    throw Undefined.attribute(name, type: value.type).error
  }
}

extension Methods {
  /// Python's methods of `list` and `tuple` that change nothing.
  static let listMethods: [Method<[Value]>] = [
    Method("index", .positional("value [start] [stop]")) { items, arguments throws(PythonError) in
      let lower = try bound(arguments, 1, 0, items.count)
      let upper = min(try bound(arguments, 2, items.count, items.count), items.count)
      for index in items.indices where index >= lower && index < upper {
        if try items[index].equals(arguments[0], arguments.budget) { return .int(index) }
      }
      throw PythonError(
        "\(arguments[0].shortRepr()) is not in the list", remedy: "Its items: \(Value.list(items).shortRepr()).")
    },
    Method("count", .positional("value")) { items, arguments throws(PythonError) in
      var count = 0
      for item in items where try item.equals(arguments[0], arguments.budget) { count += 1 }
      return .int(count)
    },
  ]

  private static func bound(
    _ arguments: BoundArguments, _ index: Int, _ fallback: Int, _ count: Int
  ) throws(PythonError) -> Int {
    let bound = try arguments.int(index, default: fallback)
    return bound < 0 ? max(bound + count, 0) : bound
  }

  /// Python's methods of `dict` that change nothing.
  static let dictionaryMethods: [Method<Value.Mapping>] = [
    Method("keys") { mapping, _ throws(PythonError) in
      .view(DictionaryView(type: "dict_keys", items: mapping.keys.map(\.value)))
    },
    Method("values") { mapping, _ throws(PythonError) in
      .view(DictionaryView(type: "dict_values", items: Array(mapping.values)))
    },
    Method("items") { mapping, _ throws(PythonError) in .view(DictionaryView(type: "dict_items", items: mapping.pairs))
    },
    Method("get", .positional("key [default]")) { mapping, arguments throws(PythonError) in
      mapping[try Key(arguments[0], arguments.budget)] ?? arguments.value(1, default: .none)
    },
  ]
}
