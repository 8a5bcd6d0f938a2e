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
