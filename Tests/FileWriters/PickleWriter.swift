/// Writes pickles of tensors as `torch.save` does (protocol 2), and whatever else a test wants to see refused.
public struct PickleWriter {
  /// The pickle so far, from its protocol mark on.
  public private(set) var bytes: [UInt8] = [0x80, 2]

  /// A pickle with nothing but its protocol mark.
  public init() {}

  /// A tensor as torch describes it.
  public struct Tensor: Sendable {
    let storageClass: String
    let key: String
    let count: Int
    /// The element of the storage at which the tensor begins.
    public let offset: Int
    /// Sizes.
    public let shape: [Int]
    /// Steps between elements, in elements.
    public let strides: [Int]

    /// A view of the storage of `count` numbers in the entry `data/<key>`.
    public init(
      storageClass: String = "FloatStorage", key: String = "0", count: Int, offset: Int = 0, shape: [Int],
      strides: [Int]
    ) {
      self.storageClass = storageClass
      self.key = key
      self.count = count
      self.offset = offset
      self.shape = shape
      self.strides = strides
    }
  }

  /// Appends instructions as they are.
  public mutating func raw(_ code: [UInt8]) { bytes += code }

  /// Appends an instruction that pickle names by a letter.
  public mutating func op(_ letter: Character) { bytes += Array(String(letter).utf8) }

  /// Names something to call.
  public mutating func global(_ module: String, _ name: String) { bytes += Array("c\(module)\n\(name)\n".utf8) }

  /// Pushes a str.
  public mutating func text(_ text: String) {
    op("X")
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: text.utf8.count >> (8 * $0)) } + Array(text.utf8)
  }

  /// Pushes an int of 32 bits.
  public mutating func integer(_ number: Int) {
    op("J")
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// Pushes a tuple of ints.
  public mutating func integers(_ numbers: [Int]) {
    op("(")
    for number in numbers { integer(number) }
    op("t")
  }

  /// Pushes a tensor.
  public mutating func tensor(_ tensor: Tensor) {
    global("torch._utils", "_rebuild_tensor_v2")
    op("(")
    op("(")
    text("storage")
    global("torch", tensor.storageClass)
    text(tensor.key)
    text("cpu")
    integer(tensor.count)
    op("t")
    op("Q")
    integer(tensor.offset)
    integers(tensor.shape)
    integers(tensor.strides)
    raw([0x89])
    global("collections", "OrderedDict")
    raw([0x29, 0x52])
    op("t")
    op("R")
  }

  /// A dict of tensors, whole.
  public static func dictionary(_ tensors: [(String, Tensor)]) -> [UInt8] {
    var writer = PickleWriter()
    writer.raw([0x7d, 0x71, 0])
    writer.op("(")
    for (name, tensor) in tensors {
      writer.text(name)
      writer.tensor(tensor)
    }
    writer.raw([0x75, 0x2e])
    return writer.bytes
  }
}
