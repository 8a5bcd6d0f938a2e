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

/// What a pickle of tensors is made of, by index.
struct PickledObjects {
  /// A dictionary's entry; keys may be anything in Python.
  struct Pair {
    var key: PickleValue
    var value: PickleValue
  }

  /// A storage: an entry of the zip with the numbers of one or several tensors.
  struct Storage {
    /// Name of the entry below `data/`.
    var key: String
    var type: StoredType
    var elementCount: Int
  }

  /// A tensor: a strided view of a storage, not yet checked against it.
  struct Tensor {
    var storage: Int
    /// The storage's, or what is told beside it.
    var type: StoredType
    var offset: Int
    var shape: [Int]
    var strides: [Int]
  }

  /// A name that may be called, and how it was spelled.
  struct Name {
    var meaning: PickleName
    var spelling: String
  }

  /// The most dimensions that a tensor may have: PyTorch's own limit.
  static let mostDimensions = 64

  var tuples: [[PickleValue]] = []
  var lists: [[PickleValue]] = []
  var dictionaries: [[Pair]] = []
  var storages: [Storage] = []
  var tensors: [Tensor] = []
  var names: [Name] = []

  /// The items of a tuple or list; nil for anything else.
  func items(_ value: PickleValue) -> [PickleValue]? {
    switch value {
    case .tuple(let index): tuples[index]
    case .list(let index): lists[index]
    default: nil
    }
  }

  /// The sizes in a tuple or list of as many integers as a tensor may have dimensions; nil for anything else.
  ///
  /// The bound keeps tensors that share one long tuple from taking a copy of it each.
  func sizes(_ value: PickleValue) -> [Int]? {
    guard let items = items(value), items.count <= Self.mostDimensions else { return nil }
    var integers: [Int] = []
    for case .integer(let integer) in items { integers.append(integer) }
    return integers.count == items.count ? integers : nil
  }
}
