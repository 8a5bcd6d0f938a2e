import Console
import FileWriters
import Foundation
import RWKVModel
import Testing

@Suite struct TensorBinderTests {
  let folder = try? TemporaryFolder()

  private func binder(_ tensors: [(String, [Int])]) throws -> TensorBinder {
    try TensorBinder(.open(#require(folder).write(SampleFiles.safetensors(tensors), to: "m.safetensors")))
  }

  private let small = [("emb.weight", [8, 4]), ("blocks.0.att.x_r", [1, 1, 4]), ("blocks.0.att.w1", [4, 3])]

  @Test("Tensors are taken by name and shape, [1, 1, C] as [C], and nothing is left over")
  func take() throws {
    var binder = try binder(small)
    #expect(binder.has("emb.weight"))
    #expect(!binder.has("head.weight"))
    #expect(try binder.shape(of: "blocks.0.att.x_r") == [4])
    #expect(try binder.take("emb.weight", shape: [8, 4]).elementCount == 32)
    #expect(try binder.take("blocks.0.att.x_r", shape: [4]).shape == [4])
    #expect(try binder.takeLowRank("blocks.0.att.w1", shape: [4, 3]).shape == [4, 3])
    #expect(try binder.takeIfPresent("head.weight", shape: [8, 4]) == nil)
    try binder.finish()
  }

  @Test("A wrong shape is an error with both shapes, the tensor and the file")
  func wrongShape() throws {
    var binder = try binder(small)
    let error = #expect(throws: UserError.self) { try binder.take("emb.weight", shape: [8, 5]) }
    #expect(
      error?.description.contains("m.safetensors: tensor \"emb.weight\": has shape [8, 4], expected [8, 5]. The file")
        == true)
    let row = #expect(throws: UserError.self) { try binder.take("blocks.0.att.x_r", shape: [1, 4]) }
    #expect(row?.problem == "has shape [1, 1, 4], expected [1, 4]")
    let rank = #expect(throws: UserError.self) { try binder.rank(of: "blocks.0.att.w1", width: 5) }
    #expect(rank?.problem == "has shape [4, 3], expected [5, D]")
  }

  @Test("A missing tensor is an error, with a suggestion when an unknown name is near")
  func missing() throws {
    var binder = try binder(small + [("blocks.0.att.recptance.weight", [4, 4])])
    let near = #expect(throws: UserError.self) {
      try binder.take("blocks.0.att.receptance.weight", shape: [4, 4])
    }
    #expect(near?.problem == "is missing")
    #expect(near?.tensor == "blocks.0.att.receptance.weight")
    #expect(near?.remedy == "Did you mean \"blocks.0.att.recptance.weight\", which the file has?")
    let far = #expect(throws: UserError.self) { try binder.shape(of: "blocks.0.att.w2") }
    #expect(far?.remedy.hasPrefix("The file is incomplete or no such model.") == true)
  }

  @Test("Leftovers are an error unless they are left with a reason")
  func leftovers() throws {
    let extra = (0..<9).map { ("extra.\($0)", [1]) }
    var binder = try binder(small + extra)
    for (name, shape) in small { _ = try binder.take(name, shape: shape) }
    let error = #expect(throws: UserError.self) { try binder.finish() }
    #expect(
      error?.problem.hasPrefix("has 9 tensors that an RWKV-7 model has no place for: extra.0, extra.1, ") == true)
    #expect(error?.problem.hasSuffix("extra.7 and 1 more") == true)
    binder.leave("extra.0", because: "never read")
    binder.leave("not there", because: "x")
    binder.leave(where: { $0.hasPrefix("extra.") && $0 != "extra.0" }, because: "decoration")
    try binder.finish()
    #expect(binder.left.count == 9)
    #expect(binder.left.first == LeftTensor(name: "extra.0", reason: "never read"))
    #expect(binder.left.last == LeftTensor(name: "extra.8", reason: "decoration"))
  }

  @Test("A tensor stored under another name is reported with both names")
  func storedName() throws {
    var binder = try binder([("model.layers.0.attn.x_r", [1, 1, 4])])
    let error = #expect(throws: UserError.self) { try binder.take("blocks.0.att.x_r", shape: [5]) }
    #expect(error?.problem == "has shape [1, 1, 4], expected [5] (stored as \"model.layers.0.attn.x_r\")")
    #expect(throws: UserError.self) { try binder.finish() }
  }

  @Test("Square low-rank matrices follow the file's other ones")
  func squareLowRank() throws {
    for isTransposed in [false, true] {
      var binder = try binder([
        ("emb.weight", [8, 2]), ("blocks.0.att.a1", [2, 2]), ("blocks.0.att.g2", isTransposed ? [2, 3] : [3, 2]),
      ])
      let first: [Float] = isTransposed ? [16, 18, 17, 19] : [16, 17, 18, 19]
      #expect(try binder.takeLowRank("blocks.0.att.a1", shape: [2, 2]).widened() == first)
      #expect(try binder.takeLowRank("blocks.0.att.g2", shape: [3, 2]).shape == [3, 2])
      #expect(try binder.rank(of: "blocks.0.att.g2", width: 2) == 3)
    }
  }

  @Test("Low-rank matrices stored both ways round are refused")
  func mixedLowRank() throws {
    let error = #expect(throws: UserError.self) {
      try binder([("emb.weight", [8, 2]), ("blocks.0.att.w1", [2, 3]), ("blocks.0.att.a1", [3, 2])])
    }
    #expect(error?.tensor == "blocks.0.att.a1")
    #expect(error?.problem == "is stored transposed, but blocks.0.att.w1 is not")
  }

  @Test("A transposed low-rank matrix of a wrong shape is reported as it is stored")
  func wrongTransposed() throws {
    var binder = try binder([("emb.weight", [8, 2]), ("blocks.0.att.w1", [3, 2])])
    let error = #expect(throws: UserError.self) { try binder.takeLowRank("blocks.0.att.w1", shape: [2, 4]) }
    #expect(error?.problem == "has shape [3, 2], expected [4, 2] (stored transposed)")
  }
}
