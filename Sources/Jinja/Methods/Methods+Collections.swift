internal import OrderedCollections

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
