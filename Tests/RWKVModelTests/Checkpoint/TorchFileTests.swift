import Console
import Archives
import FileWriters
import Foundation
import RWKVModel
import Testing

@Suite struct TorchFileTests {
  let folder = try? TemporaryFolder()

  private typealias Tensor = PickleWriter.Tensor

  private func open(_ bytes: [UInt8], as name: String = "m.pth") throws -> Checkpoint {
    try .open(#require(folder).write(bytes, to: name))
  }

  private func failure(_ bytes: [UInt8]) -> UserError? {
    #expect(throws: UserError.self) { try open(bytes) }
  }

  private func failure(pickle build: (inout PickleWriter) -> Void) -> UserError? {
    var writer = PickleWriter()
    build(&writer)
    return failure(SampleFiles.torch(writer.bytes, count: 12))
  }

  private func pickle(_ tensor: Tensor, named name: String = "blocks.0.att.r_k") -> [UInt8] {
    PickleWriter.dictionary([(name, tensor)])
  }

  private var plain: [UInt8] { pickle(Tensor(count: 12, shape: [3, 4], strides: [4, 1])) }

  @Test("Offsets and strides are honoured, zip64 or not, with or without a byte order entry", arguments: [false, true])
  func views(wide: Bool) throws {
    let pickle = PickleWriter.dictionary([
      ("blocks.0.att.x_r", Tensor(count: 12, offset: 5, shape: [3], strides: [1])),
      ("blocks.0.att.r_k", Tensor(count: 12, offset: 1, shape: [2, 3], strides: [1, 4])),
      ("blocks.0.att.x_k", Tensor(count: 12, offset: 11, shape: [2, 2], strides: [0, 0])),
      ("blocks.0.att.x_w", Tensor(count: 12, shape: [2, 1, 2, 3], strides: [6, 99, 1, 2])),
    ])
    for order in ["little", nil] {
      let tensors = try open(SampleFiles.torch(pickle, count: 12, byteOrder: order, wide: wide)).tensors
      #expect(tensors["blocks.0.att.x_r"]?.widened() == [5, 6, 7])
      #expect(tensors["blocks.0.att.r_k"]?.widened() == [1, 5, 9, 2, 6, 10])
      #expect(tensors["blocks.0.att.x_k"]?.widened() == [11, 11, 11, 11])
      #expect(tensors["blocks.0.att.x_w"]?.widened() == [0, 2, 4, 1, 3, 5, 6, 8, 10, 7, 9, 11])
    }
  }

  @Test("A state dict below a key of a training checkpoint is found", arguments: ["state_dict", "model", "module"])
  func nested(key: String) throws {
    var writer = PickleWriter()
    writer.raw([0x7d])
    writer.op("(")
    writer.text("epoch")
    writer.integer(3)
    writer.text(key)
    writer.global("collections", "OrderedDict")
    writer.raw([0x29, 0x52, 0x72, 1, 0, 0, 0])
    writer.text("blocks.0.att.r_k")
    writer.tensor(Tensor(count: 12, shape: [12], strides: [1]))
    writer.op("s")
    writer.raw([0x7d])
    writer.text("_metadata")
    writer.raw([0x4e])
    writer.op("s")
    writer.op("b")
    writer.raw([0x75, 0x2e])
    #expect(try open(SampleFiles.torch(writer.bytes, count: 12)).tensors["blocks.0.att.r_k"]?.elementCount == 12)
  }

  @Test("Parameters and protocol 4 are read")
  func parameterInProtocol4() throws {
    var writer = PickleWriter()
    writer.raw([0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0, 0, 0x7d, 0x94, 0x8c, 16] + Array("blocks.0.att.r_k".utf8))
    writer.raw([0x8c, 12] + Array("torch._utils".utf8) + [0x94, 0x8c, 18] + Array("_rebuild_parameter".utf8) + [0x93])
    writer.tensor(Tensor(count: 12, shape: [12], strides: [1]))
    writer.raw([0x88])
    writer.global("collections", "OrderedDict")
    writer.raw([0x29, 0x52, 0x87, 0x52, 0x73, 0x2e])
    #expect(try open(SampleFiles.torch(writer.bytes, count: 12)).tensors["blocks.0.att.r_k"]?.shape == [12])
  }

  @Test(
    "A pickle that would call anything is refused by name",
    arguments: [
      ("os", "system"), ("posix", "system"), ("builtins", "eval"), ("torch", "load"), ("__builtin__", "getattr"),
      ("functools", "partial"), ("types", "FunctionType"),
    ])
  func refusedCalls(module: String, name: String) {
    let error = failure { writer in
      writer.global(module, name)
      writer.text("true")
      writer.raw([0x85, 0x52, 0x2e])
    }
    #expect(error?.problem.hasPrefix("refuses to call \(module).\(name): ") == true)
    #expect(error?.problem.hasSuffix("this file would run code") == true)
    #expect(error?.remedy.contains("do not load it in Python") == true)
  }

  @Test("The name is refused however the pickle spells it")
  func refusedSpellings() {
    let stackGlobal = failure {
      $0.raw([0x8c, 2] + Array("os".utf8) + [0x8c, 6] + Array("system".utf8) + [0x93, 0x2e])
    }
    #expect(stackGlobal?.problem.hasPrefix("refuses to call os.system") == true)
    let instance = failure { $0.raw(Array("(ios\nsystem\n.".utf8)) }
    #expect(instance?.problem.hasPrefix("refuses to call os.system") == true)
    let oldProtocol = failure(SampleFiles.torch(Array("cos\nsystem\n(S'true'\ntR.".utf8), count: 12))
    #expect(oldProtocol?.problem.hasPrefix("refuses to call os.system") == true)
  }

  @Test("A name that is neither known as data nor as harm is refused as unknown, its control characters written out")
  func unknownNames() {
    let error = failure { $0.global("my.trainer", "Config\u{1b}[2J") }
    #expect(error?.problem.hasPrefix("holds an unknown object beside its weights, my.trainer.Config") == true)
    #expect(error?.problem.contains("would run code") == false)
    #expect(error?.description.contains(#"Config\u{1b}[2J"#) == true)
  }

  @Test("A weight of a type that is not read is refused by its name, with a way to convert")
  func otherStorages() {
    let error = failure(
      SampleFiles.torch(pickle(Tensor(storageClass: "LongStorage", count: 12, shape: [6], strides: [1])), count: 12))
    #expect(error?.tensor == "blocks.0.att.r_k")
    #expect(error?.problem == "holds numbers of type torch.LongStorage, and only bf16, fp16 and fp32 are read")
    #expect(error?.remedy.contains("v.bfloat16()") == true)
  }

  @Test("A tensor of another type that is no weight is left, with the reason", arguments: ["step", "module.rng_state"])
  func otherTensors(name: String) throws {
    let pickle = PickleWriter.dictionary([
      (name, Tensor(storageClass: "ByteStorage", count: 48, shape: [48], strides: [1])),
      ("_orig_mod.blocks.0.att.r_k", Tensor(count: 12, shape: [12], strides: [1])),
    ])
    let checkpoint = try open(SampleFiles.torch(pickle, count: 12))
    #expect(checkpoint.tensors.keys.sorted() == ["blocks.0.att.r_k"])
    #expect(checkpoint.leftTensors.map(\.name) == [name])
    #expect(checkpoint.leftTensors.first?.reason.contains("torch.ByteStorage") == true)
  }

  @Test(
    "Damaged pickles are refused",
    arguments: [
      ([0x2e], "it ends in the middle"), ([0x75, 0x2e], "a mark is missing"), ([0x52], "the stack is empty"),
      ([0x68, 9], "memo 9 was never set"), ([0x82], "instruction 0x82 is none that torch.save writes"),
      ([0x58, 255, 255, 255, 255, 65], "it is cut short"),
      ([0x8d, 255, 255, 255, 255, 255, 255, 255, 255], "it is cut short"),
      ([0x80, 9], "pickle protocol 9 is unknown"), ([0x4e, 0x4e, 0x62], "attributes are set on None"),
      ([0x4e, 0x29, 0x52], "None is called"), ([0x4e, 0x51], "a storage is not named by a tuple"),
      ([0x30], "the stack is empty"), ([0x31], "a mark is missing"), ([0x4e, 0x29, 0x81], "None is called"),
      ([0x28, 0x4e, 0x90], "the stack is empty"), ([0x7d, 0x28, 0x4e, 0x90], "items are added to a dict"),
      ([0x7d, 0x28, 0x4e, 0x75], "a key has no value"),
      ([], "it is cut short"),
      ([0x28, 0x71, 0], "the stack is empty"), ([0x8c, 1, 0xff], "a str is not UTF-8"),
      ([0x4e, 0x4e, 0x61], "items are appended to None"),
    ] as [([UInt8], String)])
  func damagedPickles(code: [UInt8], problem: String) {
    let error = failure { $0.raw(code) }
    #expect(error?.problem.hasPrefix("its pickle is damaged at byte ") == true)
    #expect(error?.problem.contains(problem) == true, "\(error?.problem ?? "")")
  }

  @Test("A hundred thousand nested tuples neither crash nor take long")
  func deepNesting() {
    let error = failure { $0.raw([0x29] + [UInt8](repeating: 0x85, count: 100_000) + [0x2e]) }
    #expect(error?.problem == "it holds a tuple, not a dict of tensors")
  }

  @Test("Things that are no tensors of a state dict are refused by name")
  func otherValues() {
    let integer = failure { writer in
      writer.raw([0x7d])
      writer.text("step")
      writer.integer(7)
      writer.raw([0x73, 0x2e])
    }
    #expect(integer?.problem == "its dict holds no tensor (keys: step)")
    let key = failure { $0.raw([0x7d, 0x4e, 0x4e, 0x73, 0x2e]) }
    #expect(key?.problem == "its dict has None for a key, not a name")
    #expect(failure { $0.raw([0x7d, 0x2e]) }?.problem == "it holds an empty dict")
  }

  @Test(
    "A view beyond its storage is refused with shape, strides and size",
    arguments: [
      Tensor(count: 12, shape: [13], strides: [1]), Tensor(count: 12, offset: 1, shape: [3, 4], strides: [4, 1]),
      Tensor(count: 12, shape: [2, 2], strides: [11, 1]), Tensor(count: 12, offset: 12, shape: [1], strides: [1]),
    ])
  private func beyondStorage(tensor: Tensor) {
    let error = failure(SampleFiles.torch(pickle(tensor), count: 12))
    let expected = """
      shape \(tensor.shape) with strides \(tensor.strides) from element \(tensor.offset) on reaches beyond its storage of \
      12 numbers
      """
    #expect(error?.problem == expected)
    #expect(error?.tensor == "blocks.0.att.r_k")
  }

  @Test(
    "Shapes, offsets and storages that make no sense are refused",
    arguments: [
      (Tensor(count: 12, shape: [-1], strides: [1]), "shape [-1] with strides [1] is none that weights have"),
      (Tensor(count: 12, shape: [0], strides: [1]), "has shape [0] and so no numbers"),
      (Tensor(count: 12, shape: [2], strides: [-1]), "shape [2] with strides [-1] is none that weights have"),
      (Tensor(count: 12, shape: [2], strides: [1, 1]), "shape [2] with strides [1, 1] is none that weights have"),
      (Tensor(count: 12, offset: -1, shape: [2], strides: [1]), "from element -1 on reaches beyond"),
      (Tensor(count: 12, shape: [4097, 4096], strides: [0, 0]), "is none that weights have"),
      (
        Tensor(count: 12, shape: [Int(Int32.max), Int(Int32.max), 9], strides: [0, 0, 0]),
        "is none that weights have"
      ),
      (Tensor(count: 11, shape: [2], strides: [1]), "its storage of 11 numbers of 4 bytes has 48 bytes"),
      (
        Tensor(storageClass: "HalfStorage", count: 12, shape: [2], strides: [1]),
        "its storage of 12 numbers of 2 bytes has 48 bytes"
      ),
      (Tensor(key: "7", count: 12, shape: [2], strides: [1]), "its storage, entry sample/data/7, is not in the file"),
    ])
  private func nonsense(tensor: Tensor, problem: String) {
    let error = failure(SampleFiles.torch(pickle(tensor), count: 12))
    #expect(error?.problem.contains(problem) == true, "\(error?.problem ?? "")")
    #expect(error?.tensor == "blocks.0.att.r_k")
  }

  @Test("Big-endian files are refused")
  func bigEndian() {
    let error = failure(SampleFiles.torch(plain, count: 12, byteOrder: "big"))
    #expect(error?.problem == "was written in byte order \"big\", and only \"little\" is read")
  }

  @Test("Zips that are no checkpoints, programs and encrypted zips are refused")
  func otherZips() {
    var zip = ZipWriter()
    zip.add("data/test/a.csv", [1])
    #expect(failure(zip.finished())?.problem == "is a zip, but no PyTorch checkpoint: it holds 0 entries */data.pkl")
    var program = ZipWriter()
    program.add("m/data.pkl", plain)
    program.add("m/constants.pkl", plain)
    #expect(failure(program.finished())?.problem == "is a TorchScript program, not a file of weights")
    var encrypted = ZipWriter()
    encrypted.add("m/data.pkl", plain, flags: 1)
    #expect(failure(encrypted.finished())?.problem == "its entry m/data.pkl is encrypted")
  }

  @Test("Compressed entries are unpacked")
  func deflated() throws {
    let numbers = SampleFiles.bytes((0..<12).map(Float.init))
    var zip = ZipWriter()
    zip.add("sample/data.pkl", plain, method: 8, packed: Self.storedBlock(plain))
    zip.add("sample/data/0", numbers, method: 8, packed: Self.storedBlock(numbers))
    let tensor = try open(zip.finished()).tensors["blocks.0.att.r_k"]
    #expect(tensor?.widened() == (0..<12).map(Float.init))
  }

  /// A deflate stream that holds bytes as they are.
  private static func storedBlock(_ bytes: [UInt8]) -> [UInt8] {
    let low = UInt8(bytes.count & 255)
    let high = UInt8(bytes.count >> 8)
    return [1, low, high, ~low, ~high] + bytes
  }

  @Test("A file cut anywhere is refused, with a message about its zip directory")
  func cut() throws {
    let whole = SampleFiles.torch(plain, count: 12)
    #expect(try open(whole).parameterCount == 12)
    for length in 1..<whole.count {
      let error = failure(Array(whole[..<length]))
      #expect(
        error?.problem.contains("no zip directory at its end") == true, "cut to \(length): \(error?.problem ?? "")")
    }
  }

  @Test("A flipped bit anywhere is an error or changes nothing", arguments: [false, true])
  func flippedBits(wide: Bool) throws {
    let whole = SampleFiles.torch(plain, count: 12, wide: wide)
    var refused = 0
    for bit in whole.indices.map({ 8 * $0 + (wide ? 5 * $0 : 3 * $0) % 8 }) {
      var bytes = whole
      bytes[bit / 8] ^= 1 << (bit % 8)
      guard let tensors = try? open(bytes).tensors else {
        refused += 1
        continue
      }
      #expect(tensors.keys.sorted() == ["blocks.0.att.r_k"], "bit \(bit)")
      #expect(tensors["blocks.0.att.r_k"]?.shape == [3, 4], "bit \(bit)")
      #expect(tensors["blocks.0.att.r_k"]?.widened() == (0..<12).map(Float.init), "bit \(bit)")
    }
    #expect(refused > whole.count / 2)
  }
}
