import FileWriters
import Foundation
import Testing

@Suite struct SafetensorsInputTests {
  private static let key = "blocks.3.att.key.weight"
  private static let fetch = "Fetch the file again"

  private static func bad(
    _ name: String, _ problem: String, place: String = "/model/model.safetensors", remedy: String = fetch,
    weights: @escaping @Sendable () throws -> Data
  ) -> BadInput {
    BadInput(name, place: place, problem: problem, remedy: remedy) { try $0.model(weights()) }
  }

  private static func flipped(_ byte: Int) throws -> Data {
    var file = try DemoWeights().safetensors()
    file[byte] ^= 0x10
    return file
  }

  static let damaged = [
    bad("cut in the data", "reach beyond the") { try DemoWeights().safetensors().dropLast(1000) },
    bad("cut in the header", "in a file of 100") { try DemoWeights().safetensors().prefix(100) },
    bad("cut in the header's length", "has 5 bytes, too few") { try DemoWeights().safetensors().prefix(5) },
    bad("a bit flipped in the header's length", "in a file of") { try flipped(6) },
    bad("a bit flipped in the header's braces", "the header is wrong at byte 0") { try flipped(8) },
    bad("a header length of 2^63", "claims a safetensors header of 9223372036854775808 bytes") {
      Data([0, 0, 0, 0, 0, 0, 0, 0x80]) + (try DemoWeights().safetensors().dropFirst(8))
    },
    bad("an empty file", "is an empty file (0 bytes)", remedy: "Fetch or write it again") { Data() },
    bad("a Git LFS pointer", "is a Git LFS pointer", remedy: "git lfs pull") {
      Data("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 2336927\n".utf8)
    },
    bad("a web page", "is a web page that was saved under this name", remedy: "/resolve/") {
      Data("<!doctype html>\n<html class=\"\"><head><title>Sign in</title>".utf8)
    },
  ]

  static let inconsistent = [
    bad("offsets beyond the file", "reach beyond the", place: "tensor \"\(key)\"") {
      var weights = try DemoWeights(changing: key) { $0.offsets = [0, 18432] }
      weights.tensors = weights.tensors.filter { $0.key == key }
      weights.data = weights.data.prefix(18000)
      return try weights.safetensors()
    },
    bad("overlapping ranges", "overlap the tensor before", place: "tensor \"\(key)\"") {
      let other = try #require(DemoWeights().tensors["blocks.2.att.key.weight"])
      return try DemoWeights(changing: key) { $0.offsets = other.offsets }.safetensors()
    },
    bad("a wrong shape", "has shape [48, 192], expected [96, 96]", place: "/model: tensor \"\(key)\"") {
      try DemoWeights(changing: key) { $0.shape = [48, 192] }.safetensors()
    },
    bad(
      "a missing tensor", "is missing", place: "/model: tensor \"\(key)\"",
      remedy: "Did you mean \"blocks.3.att.kay.weight\", which the file has?"
    ) {
      var weights = try DemoWeights()
      weights.tensors["blocks.3.att.kay.weight"] = weights.tensors.removeValue(forKey: key)
      return try weights.safetensors()
    },
    bad(
      "an adapter merged into a base of other depth", "layer 8 has 1 of its tensors where another layer has ",
      place: "/model", remedy: "An adapter was merged into a base of another depth"
    ) {
      var weights = try DemoWeights()
      weights.tensors["blocks.8.att.key.weight"] = weights.tensors.removeValue(forKey: "blocks.7.att.key.weight")
      return try weights.safetensors()
    },
    bad(
      "a head that is missing", "is missing", place: "tensor \"head.weight\"",
      remedy: "write \"tie_word_embeddings\": true into config.json"
    ) {
      var weights = try DemoWeights()
      weights.tensors["step"] = weights.tensors.removeValue(forKey: "head.weight")
      return try weights.safetensors()
    },
    bad(
      "an unexpected tensor", "that an RWKV-7 model has no place for: blocks.3.att.extra", place: "/model",
      remedy: "Remove them from the file"
    ) {
      var weights = try DemoWeights()
      var extra = try #require(weights.tensors[key])
      extra.offsets = [weights.data.count, weights.data.count + 18432]
      weights.tensors["blocks.3.att.extra"] = extra
      weights.data += Data(count: 18432)
      return try weights.safetensors()
    },
  ]

  @Test("A damaged .safetensors is refused and leaves no result", arguments: damaged)
  func refusesDamaged(_ input: BadInput) throws { try input.checkRun() }

  @Test("A .safetensors that contradicts itself or the model is refused and leaves no result", arguments: inconsistent)
  func refusesInconsistent(_ input: BadInput) throws { try input.checkRun() }

  @Test("The weights that the damage is done to are good")
  func good() throws {
    let folder = try TemporaryFolder()
    let weights = try DemoWeights()
    let table = try Tool.output(["mmlu", "--loops", "8", "--limit", "1"] + folder.model(weights.safetensors()))
    #expect(table.contains("|mmlu"))
  }
}
