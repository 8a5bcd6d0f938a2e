import Console
import Archives
import Foundation
import RWKVModel
import SharedFixtures
import Testing

/// All oracle files hold one random model; wherever they should agree, they must agree in every bit.
@Suite struct CheckpointParityTests {
  private func open(_ name: String) throws -> Checkpoint { try .open(SharedFixtures.path("oracle/rwkv7/" + name)) }

  private func values(_ tensor: CheckpointTensor?) -> [Float]? { tensor.map { $0.squeezed().widened() } }

  @Test(
    "The files of one model hold the same numbers under the same names",
    arguments: SharedFixtures.testable(
      ["rwkv7-small/hf"]
        + ["model-fp32-views.pth", "model.safetensors", "hf", "hf/model.safetensors"].map { "rwkv7/" + $0 },
      below: "oracle"))
  func sameNumbers(name: String) throws {
    let isSmall = name.hasPrefix("rwkv7-small/")
    let reference = try Checkpoint.open(
      SharedFixtures.nearest("oracle/" + (isSmall ? "rwkv7-small/model-bf16.pth" : "rwkv7/model-fp32.pth")))
    let other = try Checkpoint.open(SharedFixtures.nearest("oracle/" + name))
    #expect(reference.layerCount == (isSmall ? 3 : 4))
    #expect(other.layerCount == reference.layerCount)
    #expect(other.elementTypeSummary == (isSmall ? "bf16" : "fp32"))
    let dummies = Set(["v0", "v1", "v2"].map { "blocks.0.att." + $0 })
    #expect(Set(reference.tensors.keys).subtracting(other.tensors.keys).isSubset(of: dummies))
    #expect(Set(other.tensors.keys).isSubset(of: reference.tensors.keys))
    for (name, tensor) in other.tensors {
      #expect(tensor.squeezed().shape == reference.tensors[name]?.squeezed().shape, "\(name)")
      #expect(values(tensor) == values(reference.tensors[name]), "\(name)")
    }
  }

  @Test("The bf16 file holds the fp32 numbers rounded to nearest, ties to even", Oracle.isThere)
  func bfloat16() throws {
    let reference = try open("model-fp32.pth")
    let other = try open("model-bf16.pth")
    #expect(other.elementTypeSummary == "bf16")
    #expect(Set(other.tensors.keys).isSubset(of: reference.tensors.keys))
    for (name, tensor) in other.tensors {
      let expected = values(reference.tensors[name])?.map { number in
        let bits = number.bitPattern
        return Float(bitPattern: (bits + 0x7fff + (bits >> 16 & 1)) & 0xffff_0000)
      }
      #expect(values(tensor) == expected, "\(name)")
    }
  }

  @Test("Low-rank matrices stored transposed are taken in the official orientation", Oracle.isThere)
  func transposedLowRank() throws {
    let reference = try open("model-fp32.pth")
    let other = try open("model-lora-transposed.safetensors")
    var binder = try TensorBinder(other)
    for (name, tensor) in other.tensors.sorted(by: { $0.key < $1.key }) {
      let expected = try #require(reference.tensors[name]).squeezed()
      let isLowRank = name.wholeMatch(of: /blocks\.\d\.att\.[wavg][12]/) != nil
      #expect(isLowRank == (tensor.squeezed().shape != expected.shape), "\(name)")
      let taken =
        try isLowRank ? binder.takeLowRank(name, shape: expected.shape) : binder.take(name, shape: expected.shape)
      #expect(taken.widened() == expected.widened(), "\(name)")
    }
    try binder.finish()
    #expect(try binder.rank(of: "blocks.1.att.g1", width: 128) == 64)
    #expect(try binder.rank(of: "blocks.1.att.g2", width: 128) == 64)
  }

  @Test("Strided and offset views are widened row by row as a whole", Oracle.isThere)
  func stridedRows() throws {
    let tensor = try #require(open("model-fp32-views.pth").tensors["blocks.2.ffn.key.weight"])
    let whole = tensor.widened()
    var rows = [Float](repeating: 0, count: 3 * 128)
    var span = rows.mutableSpan
    tensor.widen(rows: 100..<103, into: &span)
    #expect(rows == Array(whole[12_800..<13_184]))
    let back = tensor.transposed().transposed().widened()
    #expect(back == whole)
    let column = Array(tensor.transposed().widened()[3_584..<4_096])
    #expect(column == (0..<512).map { whole[$0 * 128 + 7] })
  }

  @Test("What a checkpoint says of itself", Oracle.isThere)
  func summary() throws {
    let torch = try open("model-bf16.pth")
    #expect(torch.format == "PyTorch zip")
    #expect(torch.configurationPath == nil)
    #expect(torch.groupLayout == nil)
    let folder = try open("hf")
    #expect(folder.format == "Hugging Face folder")
    #expect(folder.configurationPath?.hasSuffix("hf/config.json") == true)
    #expect(try open("hf/model.safetensors").format == "safetensors")
    #expect(try open("model.safetensors").parameterCount == folder.parameterCount)
    #expect(try folder.sha256() == MappedFile(folder.files[0]).sha256())
    try torch.verify()
  }

  @Test("The old PyTorch format is refused with a command that converts it", Oracle.isThere)
  func legacy() throws {
    let error = #expect(throws: UserError.self) { try open("model-fp32-legacy.pth") }
    #expect(error?.problem.contains("from before version 1.6") == true)
    #expect(error?.remedy.contains("torch.save(torch.load('old.pth'") == true)
  }

  @Test(
    "RWKV-DR groups become blocks",
    arguments: [
      ("nan-published-fp16-d64-L400", 8, 1, "bf16"), ("small-0614-linear-g4-d64", 4, 1, "bf16"),
      ("ckpt-g8-d128-bf16", 8, 1, "bf16"), ("ckpt-g4-d128-bf16", 4, 1, "bf16"),
      ("v0614-linear-g16i1-d64", 16, 1, "bf16"), ("ckpt-g2-d128-fp32", 2, 1, "fp32"),
    ].filter { !SharedFixtures.testable([$0.0], below: "oracle/rwkv-dr").isEmpty })
  func depthRecurrent(folder: String, groups: Int, layers: Int, type: String) throws {
    let path = "oracle/rwkv-dr/\(folder)/model.pth"
    let checkpoint = try Checkpoint.open(SharedFixtures.nearest(path))
    #expect(checkpoint.groupLayout == GroupLayout(groupCount: groups, layersPerGroup: layers))
    #expect(checkpoint.layerCount == groups * layers)
    #expect(checkpoint.elementTypeSummary == type)
    for (name, tensor) in checkpoint.tensors where tensor.storedName.hasPrefix("rwkv_layer_groups.1.rwkv_layers.") {
      #expect(name.hasPrefix("blocks."))
      #expect(tensor.storedName.hasSuffix(String(name.split(separator: ".")[2...].joined(separator: "."))))
    }
    let first = checkpoint.tensors["blocks.\(layers).att.receptance.weight"]
    #expect(first?.storedName == "rwkv_layer_groups.1.rwkv_layers.0.att.receptance.weight")
  }
}
