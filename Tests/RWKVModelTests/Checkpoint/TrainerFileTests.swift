import Console
import FileWriters
import Foundation
import RWKVModel
import Testing

/// Files that trainers write: the weights among objects that are data and nothing else, none of which is ever called.
@Suite struct TrainerFileTests {
  let folder = try? TemporaryFolder()

  /// Something that lies beside the weights in a trainer's dict.
  struct Beside: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Writes the value.
    let write: @Sendable (inout PickleWriter) -> Void

    init(_ name: String, _ write: @escaping @Sendable (inout PickleWriter) -> Void) {
      testDescription = name
      self.write = write
    }
  }

  private func open(_ pickle: PickleWriter) throws -> Checkpoint {
    try .open(#require(folder).write(SampleFiles.torch(pickle.bytes, count: 12), to: "m.pth"))
  }

  private static let weight = PickleWriter.Tensor(count: 12, shape: [12], strides: [1])

  /// A dict with something extra, and with the weights in a dict below a key.
  private func trainerFile(key: String, _ extra: Beside?) -> PickleWriter {
    var pickle = PickleWriter()
    pickle.raw([0x7d])
    pickle.op("(")
    if let extra {
      pickle.text("extra")
      extra.write(&pickle)
    }
    pickle.text(key)
    pickle.raw([0x7d])
    pickle.text("blocks.0.att.r_k")
    pickle.tensor(Self.weight)
    pickle.op("s")
    pickle.raw([0x75, 0x2e])
    return pickle
  }

  /// A call of a class or function.
  private static func call(
    _ module: String, _ name: String, _ arguments: @escaping @Sendable (inout PickleWriter) -> Void = { _ in }
  ) -> @Sendable (inout PickleWriter) -> Void {
    {
      $0.global(module, name)
      $0.op("(")
      arguments(&$0)
      $0.op("t")
      $0.op("R")
    }
  }

  /// An object of a class, made without a call of it, with a state of one field.
  private static func object(_ module: String, _ name: String) -> @Sendable (inout PickleWriter) -> Void {
    {
      $0.global(module, name)
      $0.raw([0x29, 0x81, 0x7d])
      $0.text("lr")
      $0.integer(1)
      $0.op("s")
      $0.op("b")
    }
  }

  /// NumPy's scalar: a dtype with its state, and the number's bytes as a str in Latin-1.
  private static func numPyScalar(_ module: String) -> Beside {
    Beside("a NumPy scalar of \(module)") {
      $0.global(module, "scalar")
      call("numpy", "dtype") {
        $0.text("f8")
        $0.raw([0x89, 0x88])
      }(&$0)
      $0.raw([0x28])
      $0.integer(3)
      $0.text("<")
      $0.raw([0x4e, 0x4e, 0x4e])
      for number in [-1, -1, 0] { $0.integer(number) }
      $0.op("t")
      $0.op("b")
      call("_codecs", "encode") {
        $0.text("\u{e0}?")
        $0.text("latin1")
      }(&$0)
      $0.raw([0x86, 0x52])
    }
  }

  static let harmless = [
    Beside("an empty set, as DeepSpeed has it") {
      call("__builtin__", "set") { $0.raw([0x5d]) }(&$0)
    },
    Beside("a set of protocol 4") { $0.raw([0x8f, 0x28, 0x4b, 1, 0x90]) },
    Beside("a frozenset of protocol 4") { $0.raw([0x28, 0x4b, 1, 0x91]) },
    Beside("options, as Lightning has them", object("argparse", "Namespace")),
    Beside("Lightning's own dict") {
      object("pytorch_lightning.utilities.parsing", "AttributeDict")(&$0)
    },
    numPyScalar("numpy.core.multiarray"), numPyScalar("numpy._core.multiarray"),
    Beside("a NumPy array") {
      call("numpy.core.multiarray", "_reconstruct") {
        $0.global("numpy", "ndarray")
        $0.raw([0x4b, 0, 0x85, 0x43, 1, 0x62])
      }(&$0)
      $0.raw([0x28, 0x4b, 1, 0x4b, 2, 0x85, 0x4e, 0x89, 0x43, 2, 0xff, 0xfe, 0x74, 0x62])
    },
    Beside("a defaultdict") {
      call("collections", "defaultdict") { $0.global("__builtin__", "int") }(&$0)
      $0.text("a")
      $0.integer(1)
      $0.op("s")
    },
    Beside("an OrderedDict of pairs") {
      call("collections", "OrderedDict") {
        $0.raw([0x5d, 0x5d, 0x4b, 1, 0x61, 0x4b, 2, 0x61, 0x61])
      }(&$0)
    },
    Beside("a deque") {
      call("collections", "deque") { $0.raw([0x29, 0x4b, 9]) }(&$0)
      $0.raw([0x4b, 1, 0x61])
    },
    Beside("a path", call("pathlib", "PosixPath") { $0.text("out") }),
    Beside("a time", call("datetime", "datetime") { $0.raw([0x43, 2, 7, 0xe9]) }),
    Beside("a device", call("torch", "device") { $0.text("cuda") }),
    Beside("a dtype") { $0.global("torch", "bfloat16") },
    Beside("a size", call("torch", "Size") { $0.integers([2, 3]) }),
    Beside("a slice", call("builtins", "slice") { $0.raw([0x4b, 0, 0x4b, 9, 0x4e]) }),
    Beside(
      "a complex number", call("builtins", "complex") { $0.raw([0x47] + [UInt8](repeating: 0, count: 16).prefix(8)) }),
    Beside("an int of 128 bits, as NumPy's generators have it") {
      $0.raw([0x8a, 16] + Array(repeating: 7, count: 16))
    },
    Beside("PyTorch's version", call("torch.torch_version", "TorchVersion") { $0.text("2.4.0") }),
    Beside("a fragment of a flat buffer", object("deepspeed.utils.tensor_fragment", "fragment_address")),
    Beside("a loss scaler", object("deepspeed.runtime.fp16.loss_scaler", "LossScaler")),
    Beside("an 8-bit tensor") {
      $0.global("torch._utils", "_rebuild_tensor_v3")
      $0.op("(")
      $0.op("(")
      $0.text("storage")
      $0.global("torch.storage", "UntypedStorage")
      $0.text("0")
      $0.text("cpu")
      $0.integer(48)
      $0.op("t")
      $0.op("Q")
      $0.integer(0)
      $0.integers([48])
      $0.integers([1])
      $0.raw([0x89])
      call("collections", "OrderedDict")(&$0)
      $0.global("torch", "float8_e4m3fn")
      $0.op("t")
      $0.op("R")
    },
    Beside("values that were dropped again") { $0.raw([0x4b, 1, 0x32, 0x30, 0x28, 0x4e, 0x4e, 0x31]) },
  ]

  @Test("Harmless objects beside the weights are passed over", arguments: harmless)
  func passesOver(_ beside: Beside) throws {
    let checkpoint = try open(trainerFile(key: "module", beside))
    #expect(checkpoint.tensors["blocks.0.att.r_k"]?.widened() == (0..<12).map(Float.init))
    #expect(checkpoint.leftTensors.isEmpty)
  }

  @Test("They are passed over in a flat dict of weights too", arguments: harmless)
  func passesOverBesideWeights(_ beside: Beside) throws {
    var pickle = PickleWriter()
    pickle.raw([0x7d])
    pickle.op("(")
    pickle.text("extra")
    beside.write(&pickle)
    pickle.text("blocks.0.att.r_k")
    pickle.tensor(Self.weight)
    pickle.raw([0x75, 0x2e])
    #expect(try open(pickle).tensors.keys.sorted() == ["blocks.0.att.r_k"])
  }

  @Test(
    "The weights are found under the keys of trainers, and under any other if they are RWKV's",
    arguments: ["state_dict", "model_state_dict", "model", "module", "weights", "net", "student"])
  func keys(key: String) throws {
    #expect(try open(trainerFile(key: key, nil)).tensors.keys.sorted() == ["blocks.0.att.r_k"])
  }

  @Test("A harmful name is refused wherever it lies", arguments: ["posix", "os"])
  func harm(module: String) {
    let call = Beside("", Self.call(module, "system") { $0.text("true") })
    let error = #expect(throws: UserError.self) { try open(trainerFile(key: "module", call)) }
    #expect(error?.problem.hasPrefix("refuses to call \(module).system: ") == true)
  }

  @Test("A file of an optimizer's state, and one of several models, are said to be what they are")
  func others() {
    var optimizer = PickleWriter()
    optimizer.raw([0x7d])
    optimizer.text("optimizer_state_dict")
    optimizer.raw([0x7d, 0x73, 0x2e])
    let state = #expect(throws: UserError.self) { try open(optimizer) }
    #expect(
      state?.problem == "it holds the state of an optimizer and no weights (keys: optimizer_state_dict)")
    #expect(state?.remedy.contains("mp_rank_00_model_states.pt") == true)
    var two = PickleWriter()
    two.raw([0x7d])
    for key in ["student", "teacher"] {
      two.text(key)
      two.raw([0x7d])
      two.text("blocks.0.att.r_k")
      two.tensor(Self.weight)
      two.raw([0x73, 0x73])
    }
    two.raw([0x2e])
    let several = #expect(throws: UserError.self) { try open(two) }
    #expect(several?.problem == "it holds several models, under \"student\", \"teacher\"")
  }

  @Test("A shape shared by thousands of tensors is not copied for each")
  func sharedShapes() {
    var pickle = PickleWriter()
    pickle.raw([0x7d])
    pickle.op("(")
    for _ in 0..<250_000 { pickle.raw([0x4b, 1]) }
    pickle.raw([0x74, 0x72, 9, 0, 0, 0, 0x30])
    pickle.text("blocks.0.att.r_k")
    pickle.tensor(PickleWriter.Tensor(count: 12, shape: [12], strides: [1]))
    pickle.op("s")
    pickle.global("torch._utils", "_rebuild_tensor_v2")
    let error = #expect(throws: UserError.self) {
      var whole = pickle
      whole.raw([0x28, 0x28])
      whole.text("storage")
      whole.global("torch", "FloatStorage")
      whole.text("0")
      whole.text("cpu")
      whole.integer(12)
      whole.raw([0x74, 0x51, 0x4b, 0, 0x6a, 9, 0, 0, 0, 0x6a, 9, 0, 0, 0, 0x89, 0x4e, 0x74, 0x52])
      _ = try open(whole)
    }
    #expect(error?.problem.contains("a tensor is not described by storage, offset, size and stride") == true)
  }

  @Test("A pickle of millions of instructions, or longer than any, is refused")
  func size() throws {
    var many = PickleWriter()
    many.raw(Array(repeating: 0x4e, count: 4_000_001))
    let instructions = #expect(throws: UserError.self) { try open(many) }
    #expect(
      instructions?.problem == "its pickle has more than 4000000 instructions, far more than a file of weights needs")
    var zip = ZipWriter()
    zip.add("m/data.pkl", Array(repeating: 0, count: 70_000_000))
    let path = try #require(folder).write(zip.finished(), to: "long.pth")
    let long = #expect(throws: UserError.self) { try Checkpoint.open(path) }
    #expect(long?.problem == "its pickle has 70000000 bytes, far more than a file of weights needs")
  }
}
