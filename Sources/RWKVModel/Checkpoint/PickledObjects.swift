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
    var elementType: ElementType
    var elementCount: Int
  }

  /// A tensor: a strided view of a storage, not yet checked against it.
  struct Tensor {
    var storage: Int
    var offset: Int
    var shape: [Int]
    var strides: [Int]
  }

  var tuples: [[PickleValue]] = []
  var lists: [[PickleValue]] = []
  var dictionaries: [[Pair]] = []
  var storages: [Storage] = []
  var tensors: [Tensor] = []

  /// The integers of a tuple or list of integers; nil for anything else.
  func integers(_ value: PickleValue) -> [Int]? {
    let items: [PickleValue]
    switch value {
    case .tuple(let index): items = tuples[index]
    case .list(let index): items = lists[index]
    default: return nil
    }
    var integers: [Int] = []
    for case .integer(let integer) in items { integers.append(integer) }
    return integers.count == items.count ? integers : nil
  }
}
