internal import OrderedCollections

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
}
