import FileWriters
import Foundation
import SharedFixtures
import Testing

@Suite struct OlderGenerationTests {
  @Test(arguments: ["rwkv-4", "rwkv-5.0", "rwkv-5.1", "rwkv-5.2", "rwkv-6"])
  func `mmlu runs on every generation, plain and looped, and says which one it is`(name: String) throws {
    let folder = try TemporaryFolder()
    let fixture = SharedFixtures.nearest("oracle/rwkv-older/\(name).pth")
    _ = try Tool.output(["model", "convert", fixture, folder.path + "/small.safetensors", "--format", "fp32"])
    // The demo's vocabulary has 368 ids.
    let small = try DemoWeights(Data(contentsOf: URL(filePath: folder.path + "/small.safetensors")))
    let whole = small.repeatingRows(of: ["emb.weight", "head.weight"], to: 368)
    let model = try folder.write([UInt8](whole.safetensors()), to: "model/model.safetensors")
    try folder.write([UInt8](Bundled.data("demo/vocab.txt")), to: "model/vocab.txt")
    let generation = "RWKV-\(name.split(separator: "-")[1].prefix(1))"
    #expect(try Tool.output(["model", "inspect", model]).contains("generation:      \(generation)\n"))
    #expect(try Tool.output(["doctor", model]).contains("model:           \(generation), 3 layers of width 32"))
    func rows(_ flags: [String]) throws -> Int {
      let common = ["--limit", "2", "--no-keep", "--quiet", "--format", "csv", "--data", Bundled.path("demo/data")]
      return try Tool.output(["mmlu"] + common + flags).split(separator: "\n").count
    }
    let expected = try rows(["--model", "demo", "--loops", "8"])
    #expect(try rows(["--model", model]) == expected)
    #expect(try rows(["--model", model, "--loops", "6", "--groups", "3"]) == expected)
  }
}
