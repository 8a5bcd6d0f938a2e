internal import Console
import Archives

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
  ) throws(UserError) -> CheckpointTensor {
    let tensor = objects.tensors[item.tensor]
    let described = objects.storages[tensor.storage]
    func fail(_ problem: String) -> UserError {
      UserError(problem, path: path, tensor: item.name, remedy: UserError.fetchAgain)
    }
    guard let storage = storages[prefix + described.key] else {
      throw fail("its storage, entry \(prefix)\(described.key), is not in the file")
    }
    guard case .readable(let elementType) = tensor.type else {
      return CheckpointTensor(name: item.name, shape: tensor.shape, foreignType: tensor.type.name, storage: storage)
    }
    if tensor.shape.contains(0) {
      throw UserError.zeroParts(
        "has shape \(tensor.shape) and so no numbers, as the weights in DeepSpeed's files of ZeRO-3", path,
        tensor: item.name)
    }
    // A storage of plain bytes counts bytes.
    let (width, counted) = (elementType.blockBytes, described.type.width ?? elementType.blockBytes)
    guard ShapeArithmetic.product([described.elementCount, counted]) == storage.byteCount else {
      throw fail("its storage of \(described.elementCount) numbers of \(counted) bytes has \(storage.byteCount) bytes")
    }
    let count = storage.byteCount / width
    guard tensor.shape.count == tensor.strides.count, tensor.shape.allSatisfy({ $0 > 0 }),
      tensor.strides.allSatisfy({ $0 >= 0 }), let elements = ShapeArithmetic.product(tensor.shape),
      elements <= max(count, Self.mostRepeated)
    else { throw fail("shape \(tensor.shape) with strides \(tensor.strides) is none that weights have") }
    let last = ShapeArithmetic.lastIndex(shape: tensor.shape, strides: tensor.strides, offset: tensor.offset)
    guard let last, last < count else {
      throw fail(
        "shape \(tensor.shape) with strides \(tensor.strides) from element \(tensor.offset) on reaches beyond its "
          + "storage of \(count) numbers")
    }
    return CheckpointTensor(
      name: item.name, shape: tensor.shape, strides: tensor.strides, offset: tensor.offset,
      elementType: elementType, storage: storage)
  }

  /// The most elements of a view that repeats those of its storage, as `expand` makes it; weights do that for vectors.
  private static let mostRepeated = 1 << 24
}

/// The bytes that tensors are views of: a stretch of a mapped file, or memory when the file holds them compressed.
struct TensorStorage: Sendable {
  private enum Content {
    case mapped(MappedFile, Range<Int>)
    case memory([UInt8])
  }

  private let content: Content

  /// A stretch of a mapped file.
  init(_ file: MappedFile, bytes: Range<Int>) { content = .mapped(file, bytes) }

  /// Bytes that were unpacked into memory.
  init(_ bytes: [UInt8]) { content = .memory(bytes) }

  /// Size in bytes.
  var byteCount: Int {
    switch content {
    case .mapped(_, let range): range.count
    case .memory(let bytes): bytes.count
    }
  }

  /// Lends the bytes to `body`; the pointer is valid until `body` returns.
  func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    switch content {
    case .mapped(let file, let range): try unsafe file.withUnsafeBytes(range, body)
    case .memory(let bytes): try unsafe bytes.withUnsafeBytes(body)
    }
  }

  /// CRC-32 of the bytes, as zip has it.
  func checksum() -> UInt32 {
    var checksum = CRC32()
    unsafe withUnsafeBytes { unsafe checksum.update($0) }
    return checksum.value
  }
}
