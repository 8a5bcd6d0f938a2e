import Console
import FileWriters
import RWKVModel
import SharedFixtures
import Testing

@Suite struct LoRATests {
  private let folder = try? TemporaryFolder()

  private func base() throws -> Checkpoint {
    try .open(SharedFixtures.nearest("oracle/rwkv7-small/depth-model.safetensors"))
  }

  private func write(_ tensors: [(String, [Int])], to name: String = "lora.safetensors") throws -> String {
    try #require(folder).write(SampleFiles.safetensors(tensors), to: name)
  }

  private func pair(_ module: String, _ suffix: String = "", _ a: [Int] = [2, 64], _ b: [Int] = [64, 2]) -> [(
    String, [Int]
  )] {
    [("\(module).lora_A\(suffix)", a), ("\(module).lora_B\(suffix)", b)]
  }

  private func problem(_ tensors: [(String, [Int])], alpha: Double? = 32, name: String = "lora.safetensors") throws
    -> UserError?
  {
    let path = try write(tensors, to: name)
    return #expect(throws: UserError.self) { try base().merging(lora: path, alpha: alpha) }
  }

  /// A[k, j] = 64 k + j and B[i, k] = 128 + 2 i + k, as `SampleFiles` fills a pair.
  private func product(_ i: Int, _ j: Int) -> Float {
    let first = (128 + 2 * i) * j
    let second = (129 + 2 * i) * (64 + j)
    return Float(first + second)
  }

  @Test(
    "W + B A α / r, under the names of RWKV-PEFT and PEFT, whichever way round the matrix is seen",
    arguments: [
      ("blocks.1.att.key", ""), ("model.blocks.1.att.key", ""), ("base_model.model.blocks.1.att.key", ".weight"),
      ("base_model.model.model.blocks.1.att.key", ".default.weight"), ("layers.1.attn.k_proj", ".weight"),
    ])
  func merged(module: String, suffix: String) throws {
    let base = try base()
    let lora = try base.merging(lora: write(pair(module, suffix)), alpha: 3)
    let name = "blocks.1.att.key.weight"
    let (before, after) = (try #require(base.tensors[name]), try #require(lora.tensors[name]))
    let expected = before.widened().enumerated().map { (place, number) -> Float in
      number + 1.5 * product(place / 64, place % 64)
    }
    #expect(after.widened() == expected)
    let turned = (0..<64 * 64).map { (place: Int) -> Float in expected[place % 64 * 64 + place / 64] }
    #expect(after.transposed().widened() == turned)
    var rows = [Float](repeating: 0, count: 3 * 64)
    var span = rows.mutableSpan
    after.transposed().widen(rows: 5..<8, into: &span)
    #expect(rows == Array(turned[5 * 64..<8 * 64]))
    #expect(lora.lora?.ranks == [2] && lora.lora?.matrices == 1 && lora.lora?.wholeTensors == 0)
    #expect(lora.lora?.summary == "α 3, r 2, merged into 1 matrix")
    #expect(lora.sha256() == base.sha256() && lora.parameterCount == base.parameterCount)
  }

  @Test("PEFT's adapter of an embedding adds its rows; one of a head is merged")
  func ends() throws {
    let base = try base()
    let path = try write([
      ("emb.lora_embedding_A", [2, 64]), ("emb.lora_embedding_B", [64, 2]), ("head.lora_A", [2, 64]),
      ("head.lora_B", [64, 2]),
    ])
    let lora = try base.merging(lora: path, alpha: 2)
    let before = try #require(base.tensors["emb.weight"]).widened()
    let after = try #require(lora.tensors["emb.weight"]).widened()
    // Row i, column j: the sum over k of A[k, i] and B[j, k].
    let expected = before.enumerated().map { (place, number) -> Float in number + product(place % 64, place / 64) }
    #expect(after == expected)
    #expect(lora.lora?.matrices == 2)
  }

  @Test("Whole tensors take the place of the model's, and may be states")
  func whole() throws {
    var tensors = pair("blocks.0.att.key")
    tensors += [("blocks.0.ln1.weight", [64]), ("blocks.0.att.x_r", [64]), ("blocks.0.att.w1", [64, 8])]
    tensors += (0..<4).map { (layer: Int) in ("blocks.\(layer).att.time_state", [2, 32, 32]) }
    let path = try write(tensors)
    let lora = try base().merging(lora: path, alpha: 32)
    #expect(lora.tensors["blocks.0.ln1.weight"]?.widened().first == 256)
    #expect(lora.tensors["blocks.0.att.x_r"]?.widened().first == 320)
    #expect(lora.lora?.summary == "α 32, r 2, merged into 1 matrix; 7 whole tensors replaced")
    #expect(lora.hasOwnStates)
    _ = try RWKVModel(lora)
  }

  @Test("A folder of PEFT's says α itself, and what is given counts before it")
  func peftFolder() throws {
    let folder = try #require(folder)
    _ = try write(pair("base_model.model.blocks.0.att.key", ".weight"), to: "adapter_model.safetensors")
    _ = try folder.write(
      #"{"peft_type": "LORA", "lora_alpha": 16, "r": 2, "use_dora": false}"#, to: "adapter_config.json")
    #expect(try base().merging(lora: folder.path, alpha: nil).lora?.alpha == 16)
    #expect(try base().merging(lora: folder.path + "/adapter_model.safetensors", alpha: 4).lora?.alpha == 4)
    for (text, field) in [
      (#"{"peft_type": "MISS"}"#, "peft_type"), (#"{"use_dora": true}"#, "use_dora"),
      (#"{"alpha_pattern": {"key": 3}}"#, "alpha_pattern"), (#"{"fan_in_fan_out": true}"#, "fan_in_fan_out"),
    ] {
      _ = try folder.write(text, to: "adapter_config.json")
      let error = #expect(throws: UserError.self) { try base().merging(lora: folder.path, alpha: 4) }
      #expect(error?.problem.contains("adapter_config.json: \(field) is ") == true)
      #expect(error?.remedy.contains("merge_and_unload") == true)
    }
    _ = try folder.write(#"{"lora_alpha": 8, "use_rslora": true}"#, to: "adapter_config.json")
    let name = "blocks.0.att.key.weight"
    let got = try #require(base().merging(lora: folder.path, alpha: nil).tensors[name]).widened()[0]
    let expected = try #require(base().tensors[name]).widened()[0] + Float(8 / 2.0.squareRoot()) * product(0, 0)
    #expect(got == expected)
    let empty = try TemporaryFolder()
    let error = #expect(throws: UserError.self) { try base().merging(lora: empty.path, alpha: 4) }
    #expect(error?.problem == "is a folder without adapter_model.safetensors or adapter_model.bin")
  }

  @Test("web-rwkv's names, whose first matrix is transposed, and modules that PEFT saved whole, are read")
  func spellings() throws {
    let base = try base()
    let path = try write([("head.lora.0", [64, 2]), ("head.lora.1", [64, 2])], to: "lora.st")
    let lora = try base.merging(lora: path, alpha: 2)
    // A[k, j] = 2 j + k and B[i, k] = 128 + 2 i + k.
    let expected = try #require(base.tensors["head.weight"]).widened()[1] + Float(128 * 2 + 129 * 3)
    #expect(lora.tensors["head.weight"]?.widened()[1] == expected)
    let whole = try base.merging(
      lora: write(
        pair("base_model.model.blocks.0.att.key", ".weight") + [
          ("base_model.model.head.modules_to_save.default.weight", [64, 64]),
          ("base_model.model.blocks.0.att.value.base_layer.weight", [64, 64]),
        ]), alpha: 2)
    #expect(whole.tensors["head.weight"]?.widened()[0] == 256)
    #expect(whole.tensors["blocks.0.att.value.weight"]?.widened()[0] == 4352)
  }

  @Test("Without α the error says why it is asked for and names RWKV-PEFT's default")
  func alpha() throws {
    let error = try problem(pair("blocks.0.att.key"), alpha: nil)
    #expect(error?.problem == "does not say its α, by which its strength is α / r")
    #expect(error?.remedy.contains("--lora-alpha 32 is RWKV-PEFT's default (with r 8)") == true)
    #expect(try problem(pair("blocks.0.att.key"), alpha: 0)?.problem == "--lora-alpha is 0.0")
  }

  @Test(
    "Adapters of other kinds are refused by name",
    arguments: [
      ("blocks.0.att.key.bone", "a Bone adapter", "merge_bone.py"),
      ("blocks.0.att.key.disha", "a DiSHA adapter", "merge_disha.py"),
      ("blocks.0.att.key.init_lora_A", "the starting matrices of PiSSA", "--type pissa"),
      ("base_model.model.blocks.0.att.key.miss_block", "a MiSS adapter", "merge_and_unload"),
      ("base_model.model.blocks.0.att.key.lora_magnitude_vector", "a DoRA adapter", "merge_and_unload"),
      ("base_model.model.blocks.0.att.key.lora_E", "an AdaLoRA adapter", "merge_and_unload"),
    ])
  func others(name: String, kind: String, remedy: String) throws {
    let error = try problem(pair("blocks.0.att.key") + [(name, [2, 2])])
    #expect(error?.problem == "is of \(kind), not a LoRA")
    #expect(error?.remedy.contains(remedy) == true)
  }

  @Test("A PiSSA adapter is told by the file of its starting matrices beside it")
  func pissa() throws {
    _ = try write([("blocks.0.att.key.init_lora_A", [2, 2])], to: "init_pissa.pth")
    let error = try problem(pair("blocks.0.att.key"))
    #expect(error?.problem.hasPrefix("lies beside init_pissa.pth, so that it is a PiSSA adapter") == true)
  }

  @Test("States, models and other files are told from a LoRA")
  func noLoRA() throws {
    #expect(
      try problem([("blocks.0.att.time_state", [2, 32, 32])])?.description.contains(
        "is a file of tuned states, not a LoRA. Give it with --state.") == true)
    #expect(try problem([("emb.weight", [2, 2])])?.problem == "is a whole model, not a LoRA")
    #expect(try problem([("a", [2])])?.problem == "holds no LoRA; its tensors are a, …")
  }

  @Test("Half a pair, two of one matrix, and other sizes and layers are refused with their names")
  func mismatch() throws {
    #expect(try problem([("blocks.0.att.key.lora_A", [2, 64])])?.problem == "has only one of lora_A and lora_B")
    #expect(
      try problem(pair("blocks.0.att.key") + pair("blocks.0.att.key", ".other.weight"))?.problem.hasPrefix(
        "is there twice, as ") == true)
    #expect(
      try problem(pair("blocks.0.att.key") + pair("layers.0.attn.k_proj"))?.problem
        == "is the second LoRA of blocks.0.att.key.weight")
    let shape = try problem(pair("blocks.0.att.key", "", [2, 32], [64, 2]))
    #expect(
      shape?.problem
        == "has shape [2, 32] and blocks.0.att.key.lora_B [64, 2], expected [r, 64] and [64, r] for blocks.0.att.key.weight "
        + "[64, 64]")
    #expect(
      try problem(pair("blocks.0.att.key", "", [2, 64], [64, 3]))?.problem.hasPrefix("has shape [2, 64]") == true)
    #expect(
      try problem(pair("blocks.9.att.key"))?.problem == "is for layer 9, and the model has 4 layers")
    #expect(
      try problem(pair("blocks.0.att.gate"))?.problem
        == "is for blocks.0.att.gate.weight, which the model does not have")
    #expect(
      try problem(pair("blocks.0.ln1"))?.problem
        == "is for blocks.0.ln1.weight, which is no matrix that a LoRA can be merged into")
    let whole = pair("blocks.0.att.key")
    #expect(
      try problem(whole + [("blocks.0.att.new", [2])])?.problem == "is a whole tensor that the model does not have")
    #expect(
      try problem(whole + [("blocks.0.ln1.weight", [3])])?.problem == "has shape [3], and the model's has [64]")
  }

  @Test("NaN is refused with its place")
  func numbers() throws {
    let header = """
      {"blocks.0.att.key.lora_A":{"dtype":"F32","shape":[1,64],"data_offsets":[0,256]},\
      "blocks.0.att.key.lora_B":{"dtype":"F32","shape":[64,1],"data_offsets":[256,512]}}
      """
    let numbers = [Float](repeating: 1, count: 100) + [.nan] + [Float](repeating: 1, count: 27)
    let path = try #require(folder).write(
      SampleFiles.safetensors(header, SampleFiles.bytes(numbers)), to: "nan.safetensors")
    let error = #expect(throws: UserError.self) { try base().merging(lora: path, alpha: 1) }
    #expect(error?.problem == "holds NaN or infinity at [36, 0]")
  }
}
