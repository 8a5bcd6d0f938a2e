import Console
import FileWriters
import RWKVModel
import SharedFixtures
import Testing

@Suite struct TunedStateTests {
  private let folder = try? TemporaryFolder()

  private func base() throws -> Checkpoint {
    try .open(SharedFixtures.nearest("oracle/rwkv7-small/depth-model.safetensors"))
  }

  /// Four layers of two heads of 32.
  private func states(layers: Int = 4, shape: [Int] = [2, 32, 32]) -> [(String, [Int])] {
    (0..<layers).map { ("blocks.\($0).att.time_state", shape) }
  }

  private func write(_ tensors: [(String, [Int])], to name: String = "state.safetensors") throws -> String {
    try #require(folder).write(SampleFiles.safetensors(tensors), to: name)
  }

  private func problem(_ tensors: [(String, [Int])]) throws -> UserError? {
    let path = try write(tensors)
    return #expect(throws: UserError.self) { try RWKVModel(base().starting(from: path)) }
  }

  @Test("A file of states is used, with prefixes of trainers too, and counts no parameters")
  func file() throws {
    let base = try base()
    #expect(base.state == nil)
    let path = try write(states().map { ("model." + $0.0, $0.1) })
    let tuned = try base.starting(from: path)
    #expect(tuned.state?.path == path)
    #expect(tuned.state?.sha256?.utf8.count == 64)
    #expect(tuned.parameterCount == base.parameterCount)
    #expect(tuned.sha256() == base.sha256())
    #expect(tuned.tensors["blocks.1.att.time_state"]?.widened().prefix(3) == [2048, 2049, 2050])
    _ = try RWKVModel(tuned)
  }

  @Test("States in files of web-rwkv are turned round")
  func webRWKV() throws {
    let tuned = try base().starting(from: write(states(), to: "state.st"))
    #expect(tuned.tensors["blocks.0.att.time_state"]?.widened().prefix(3) == [0, 32, 64])
  }

  @Test("States in the model's own file are found and used, and left out on demand")
  func inside() throws {
    let path = try write([("blocks.0.att.x_r", [64])] + states())
    let checkpoint = try Checkpoint.open(path)
    #expect(checkpoint.state != nil && checkpoint.state?.path == nil)
    #expect(checkpoint.hasOwnStates)
    let without = checkpoint.withoutStates()
    #expect(without.state == nil && without.tensors.count == 1)
    let other = try write(states(layers: 1), to: "other.safetensors")
    let replaced = try checkpoint.withoutStates().starting(from: other)
    #expect(!replaced.hasOwnStates && replaced.state?.path == other)
  }

  @Test("States of too few or too many layers, and of another shape, are refused by name")
  func mismatch() throws {
    let few = try problem(states(layers: 3))
    #expect(few?.problem == "holds states of 3 layers where the model has 4: layer 3 is missing")
    #expect(few?.remedy.hasPrefix("Give the states that were tuned for this model (") == true)
    #expect(try problem(states(layers: 5))?.problem == "holds states of 5 layers where the model has 4: it has layer 4")
    let shape = try problem(states(shape: [1, 32, 64]))
    #expect(shape?.problem == "has shape [1, 32, 64], expected [2, 32, 32]")
    #expect(shape?.description.contains("state.safetensors: tensor \"blocks.0.att.time_state\"") == true)
    #expect(
      try problem(states(shape: [2, 1024]))?.problem == "has shape [2, 1024], expected [heads, head size, head size]")
  }

  @Test("Half a model's own states are refused")
  func halfInside() throws {
    let model = SharedFixtures.nearest("oracle/rwkv7-small/depth-model.safetensors")
    let tensors = try Checkpoint.open(model).tensors.values.map { ($0.name, $0.shape) }
    let path = try write(tensors + states(layers: 2))
    let error = #expect(throws: UserError.self) { try RWKVModel(Checkpoint.open(path)) }
    #expect(error?.problem == "is missing, and other layers have theirs")
    #expect(error?.remedy.contains("--state none") == true)
    _ = try RWKVModel(Checkpoint.open(path).withoutStates())
  }

  @Test("A model, a LoRA, a GGUF file and other things are told from states")
  func others() throws {
    let lora = try problem([("blocks.0.att.key.lora_A", [2, 64])])
    #expect(lora?.problem == "is a LoRA file, not one of tuned states")
    #expect(lora?.remedy == "Give it with --lora FILE --lora-alpha A.")
    #expect(try problem([("blocks.0.att.x_r", [64])])?.problem == "is a whole model, not a file of tuned states")
    #expect(
      try problem([("blocks.0.att.x_r", [64])] + states())?.remedy
        == "Give it with --model: the states in it are found there.")
    #expect(try problem([("a.b", [1])])?.problem == "is no file of tuned states: it holds a.b")
    let gguf = try #require(folder).write(Array("GGUF".utf8) + Array(repeating: 0, count: 40), to: "s.gguf")
    let error = #expect(throws: UserError.self) { try base().starting(from: gguf) }
    #expect(error?.problem == "is a GGUF file, not a file of tuned states")
  }

  @Test("NaN and numbers of another type are refused")
  func numbers() throws {
    let header = { (type: String, size: Int) in
      "{\"blocks.0.att.time_state\":{\"dtype\":\"\(type)\",\"shape\":[1,1,2],\"data_offsets\":[0,\(size)]}}"
    }
    let folder = try #require(folder)
    let broken = try folder.write(
      SampleFiles.safetensors(header("F32", 8), SampleFiles.bytes([1, .nan])), to: "nan.safetensors")
    let error = #expect(throws: UserError.self) { try base().starting(from: broken) }
    #expect(error?.problem == "holds NaN or infinity at [0, 0, 1]")
    let wide = try folder.write(
      SampleFiles.safetensors(header("F64", 16), Array(repeating: 0, count: 16)), to: "wide.safetensors")
    #expect(throws: UserError.self) { try base().starting(from: wide) }
  }

  @Test("A program that carries states of its own is refused with tuned ones")
  func carried() throws {
    let model = try RWKVModel(base().starting(from: write(states())))
    var configuration = DepthConfiguration()
    configuration.groups = 2
    configuration.stateSlots = 2
    let program = try configuration.program(loops: 4, for: model.inventory)
    let error = #expect(throws: UserError.self) { try model.check(program) }
    #expect(error?.problem.hasPrefix("the depth program carries states from application to application") == true)
  }
}
