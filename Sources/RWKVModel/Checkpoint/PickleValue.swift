/// A value on the pickle reader's stack.
///
/// Containers are indices into `PickledObjects`, because pickles fill them after they have been referred to, and because
/// values that hold no values need no recursion, however deeply a file nests them.
enum PickleValue {
  case none
  case boolean(Bool)
  case integer(Int)
  case real(Double)
  case text(String)
  case tuple(Int)
  case list(Int)
  case dictionary(Int)
  /// Index of a name in `PickledObjects.names`.
  case callable(Int)
  case storage(Int)
  case tensor(Int)
  /// Data that no weights are made of: what is put into it is dropped.
  case inert(InertKind)

  /// What an inert value is.
  enum InertKind: String {
    case bytes = "a bytes"
    case largeInteger = "an int"
    case set = "a set"
    case object = "an object"
  }

  /// What it is called in messages.
  var kind: String {
    switch self {
    case .none: "None"
    case .boolean: "a bool"
    case .integer: "an int"
    case .real: "a float"
    case .text: "a str"
    case .tuple: "a tuple"
    case .list: "a list"
    case .dictionary: "a dict"
    case .callable: "a class or function"
    case .storage: "a storage"
    case .tensor: "a tensor"
    case .inert(let kind): kind.rawValue
    }
  }
}
