/// Writes pickles of tensors as `torch.save` does (protocol 2), and whatever else a test wants to see refused.
struct PickleWriter {
  private(set) var bytes: [UInt8] = [0x80, 2]

  /// A tensor as torch describes it.
  struct Tensor {
    var storageClass = "FloatStorage"
    var key = "0"
    var count: Int
    var offset = 0
    var shape: [Int]
    var strides: [Int]
  }

  mutating func raw(_ code: [UInt8]) { bytes += code }
  mutating func op(_ letter: Character) { bytes += Array(String(letter).utf8) }
  mutating func global(_ module: String, _ name: String) { bytes += Array("c\(module)\n\(name)\n".utf8) }

  mutating func text(_ text: String) {
    op("X")
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: text.utf8.count >> (8 * $0)) } + Array(text.utf8)
  }

  mutating func integer(_ number: Int) {
    op("J")
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  mutating func integers(_ numbers: [Int]) {
    op("(")
    for number in numbers { integer(number) }
    op("t")
  }

  mutating func tensor(_ tensor: Tensor) {
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
  static func dictionary(_ tensors: [(String, Tensor)]) -> [UInt8] {
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
