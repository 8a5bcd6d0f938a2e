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
