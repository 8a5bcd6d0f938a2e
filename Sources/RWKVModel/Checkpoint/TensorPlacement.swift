/// Turns pickled descriptions of tensors into views of storages, each checked to lie within its storage.
struct TensorPlacement {
  /// The storages by entry name.
  let storages: [String: TensorStorage]
  /// What entry names begin with before the storage's key.
  let prefix: String
  /// The file, for messages.
  let path: String

  /// The view that an item describes.
  func tensor(
    _ item: StateDictionary.Item, _ objects: PickledObjects
  ) throws(CheckpointError) -> CheckpointTensor {
    let tensor = objects.tensors[item.tensor]
    let described = objects.storages[tensor.storage]
    func fail(_ problem: String) -> CheckpointError {
      CheckpointError(problem, path: path, tensor: item.name, remedy: CheckpointError.fetchAgain)
    }
    guard let storage = storages[prefix + described.key] else {
      throw fail("its storage, entry \(prefix)\(described.key), is not in the file")
    }
    let width = described.elementType.width
    guard ShapeArithmetic.product([described.elementCount, width]) == storage.byteCount else {
      throw fail("its storage of \(described.elementCount) numbers of \(width) bytes has \(storage.byteCount) bytes")
    }
    guard tensor.shape.count == tensor.strides.count, tensor.shape.allSatisfy({ $0 > 0 }),
      tensor.strides.allSatisfy({ $0 >= 0 }), ShapeArithmetic.product(tensor.shape).map({ $0 < 1 << 48 }) == true
    else { throw fail("shape \(tensor.shape) with strides \(tensor.strides) is none that weights have") }
    let last = ShapeArithmetic.lastIndex(shape: tensor.shape, strides: tensor.strides, offset: tensor.offset)
    guard let last, last < described.elementCount else {
      throw fail(
        "shape \(tensor.shape) with strides \(tensor.strides) from element \(tensor.offset) on reaches beyond its "
          + "storage of \(described.elementCount) numbers")
    }
    return CheckpointTensor(
      name: item.name, shape: tensor.shape, strides: tensor.strides, offset: tensor.offset,
      elementType: described.elementType, storage: storage)
  }
}
