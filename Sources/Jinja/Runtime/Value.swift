internal import OrderedCollections
internal import PythonValues

/// A value while a template is rendered: a `PythonValue`, or one of the things that only live inside a template.
enum Value {
  /// What a missing name or item gives; nearly every use of it is an error.
  case undefined(Undefined)
  case none
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  /// Text that is marked as safe HTML; it can be written and compared, and nothing else.
  case markup(String)
  case list([Value])
  case tuple([Value])
  case dictionary(Mapping)
  /// What `keys()`, `values()` and `items()` of a dictionary give.
  case view(DictionaryView)
  case range(PythonRange)
  /// What lazy filters such as `map` give: items that can be taken once.
  case generator(Generator)
  case loop(LoopState)
  case namespace(Namespace)
  case function(Function)

  /// A dictionary of any hashable keys, in the order of insertion.
  typealias Mapping = OrderedDictionary<Key, Value>

  /// A value of a doc.
  init(_ value: PythonValue) {
    switch value {
    case .none: self = .none
    case .bool(let flag): self = .bool(flag)
    case .int(let number): self = .int(number)
    case .double(let number): self = .double(number)
    case .string(let text): self = .string(text)
    case .list(let items): self = .list(items.map(Value.init))
    case .dictionary(let fields):
      var mapping = Mapping(minimumCapacity: fields.count)
      for (name, field) in fields { mapping[Key(text: name)] = Value(field) }
      self = .dictionary(mapping)
    }
  }

  /// Python's name of the value's type.
  var type: String {
    switch self {
    case .undefined: "Undefined"
    case .none: "NoneType"
    case .bool: "bool"
    case .int: "int"
    case .double: "float"
    case .string: "str"
    case .markup: "Markup"
    case .list: "list"
    case .tuple: "tuple"
    case .dictionary: "dict"
    case .view(let view): view.type
    case .range: "range"
    case .generator: "generator"
    case .loop: "loop"
    case .namespace: "Namespace"
    case .function: "function"
    }
  }

  /// Whether the value is not there.
  var isUndefined: Bool { if case .undefined = self { true } else { false } }
}

extension Value.Mapping {
  /// Keys and values as tuples.
  var pairs: [Value] { map { .tuple([$0.key.value, $0.value]) } }
}

/// What `keys()`, `values()` and `items()` of a dictionary give.
struct DictionaryView {
  /// `dict_keys`, `dict_values` or `dict_items`.
  let type: String
  let items: [Value]
}

/// Items that can be taken once, as from a Python generator.
final class Generator {
  /// What made the items, for messages.
  let source: String
  /// The items that are left.
  private(set) var rest: ArraySlice<Value>

  init(_ items: [Value], from source: String) {
    self.source = source
    rest = items[...]
  }

  /// How many items are left.
  var count: Int { rest.count }

  /// All items that are left.
  func takeAll() -> [Value] {
    defer { rest = [] }
    return Array(rest)
  }

  /// The next item; nil when none is left.
  func next() -> Value? { rest.popFirst() }
}

/// What `namespace(…)` makes: fields that can be set from inside loops.
final class Namespace {
  var fields: Value.Mapping

  init(_ fields: Value.Mapping) { self.fields = fields }
}

/// What can be called.
indirect enum Function {
  /// A method of a value.
  case method(String, of: Value)
  /// `range`, `dict` or `namespace`.
  case global(GlobalFunction)
  /// A macro and the number of frames that it sees.
  case macro(MacroDefinition, depth: Int)
  /// `loop.cycle`.
  case cycle(LoopState)
  /// `loop.changed`.
  case changed(LoopState)
}

/// A key of a dictionary: `1`, `1.0` and `True` are one key, as in Python; texts differ when their code points do.
struct Key: Hashable {
  let value: Value

  /// A key of a text.
  init(text: String) { value = .string(text) }

  /// A key of a value.
  ///
  /// - Throws: `PythonError` when Python could not hash the value.
  init(_ value: Value, _ budget: Budget) throws(PythonError) {
    try Self.check(value, budget)
    self.value = value
  }

  private static func check(_ value: Value, _ budget: Budget) throws(PythonError) {
    switch value {
    case .none, .bool, .int, .double: break
    case .string, .markup: try budget.read(value)
    case .tuple(let items):
      try budget.read(value)
      for item in items { try check(item, budget) }
    case .undefined(let undefined): throw undefined.error
    default:
      throw PythonError(
        "a value of type \(value.type) cannot be a key or an item of a set", remedy: "Use a text or a number.")
    }
  }

  static func == (left: Key, right: Key) -> Bool {
    // Hashable values compare without errors, and what a key may cost was counted when it was made.
    (try? left.value.equals(right.value, nil)) ?? false
  }

  func hash(into hasher: inout Hasher) { Self.hash(value, into: &hasher) }

  private static func hash(_ value: Value, into hasher: inout Hasher) {
    switch value {
    case .string(let text), .markup(let text): hasher.combine(ExactText(text))
    case .tuple(let items):
      hasher.combine(items.count)
      for item in items { hash(item, into: &hasher) }
    default: hasher.combine(value.number)
    }
  }
}

/// A value that is not there, and what was looked for.
indirect enum Undefined {
  /// A name that neither the template nor the doc has, and where it stands.
  case variable(String, among: PythonValue.Dictionary, Place)
  /// An attribute or item, by its `repr`, of a dictionary.
  case key(String, of: OrderedSet<Key>)
  /// An attribute of a value of a type that has none of that name.
  case attribute(String, type: String)
  /// An item, by its `repr`, of a sequence of a length.
  case element(String, type: String, count: Int)
  /// What `a if b` gives when `b` does not hold. Unlike all others it can be written, as nothing.
  case noElse
  /// Something else, in words.
  case other(String, remedy: String)

  /// The error of a use of the value.
  var error: PythonError {
    switch self {
    case .variable(let name, let variables, let place):
      PythonError(
        "\"\(PythonRepr.short(name))\" is undefined", remedy: Self.sentence(name, Array(variables.keys)), cause: place)
    case .key(let name, let keys):
      PythonError(
        "the dictionary has no \"\(PythonRepr.short(name))\"",
        remedy: Self.sentence(name, keys.compactMap(\.value.text)))
    case .attribute(let name, let type):
      PythonError(
        "a value of type \(type) has no attribute \"\(PythonRepr.short(name))\"",
        remedy: Methods.names(ofType: type).isEmpty
          ? "Check the field of the doc." : DidYouMean.sentence(name, in: Methods.names(ofType: type)))
    case .element(let index, let type, let count):
      PythonError(
        "the \(type) of length \(count) has no item \(index)", remedy: "Items count from 0, or from -1 backwards.")
    case .noElse:
      PythonError("the condition does not hold and there is no else", remedy: "Add an else: {{ a if b else c }}.")
    case .other(let message, let remedy): PythonError(message, remedy: remedy)
    }
  }

  private static func sentence(_ name: String, _ known: [String]) -> String {
    known.isEmpty ? "There are no names at all here." : DidYouMean.sentence(name, in: known)
  }
}
