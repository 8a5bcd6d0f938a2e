import FileWriters
import Foundation
import Testing

@Suite struct GGUFTests {
  @Test func `mmlu of a GGUF file with its vocabulary inside gives the answers of the same model's folder`() throws {
    let folder = try TemporaryFolder()
    let gguf = try folder.write(DemoWeights().gguf(), to: "model/demo.gguf")
    try folder.write(Bundled.data("demo/config.json"), to: "model/config.json")
    let flags = ["--loops", "8", "--limit", "2", "--no-keep", "--quiet", "--data", Bundled.path("demo/data")]
    let table = try Tool.output(["mmlu", "--model", gguf, "--format", "csv"] + flags)
    let same = try Tool.output(["mmlu", "--model", "demo", "--format", "csv"] + flags)
    #expect(table.split(separator: "\n").count == same.split(separator: "\n").count && table.count > 200)
    let request = [Request(context: "Answer:", continuation: " A")]
    let scores = try [gguf, folder.path + "/model", "demo"].map { model in
      try Request.score(request, ["--model", model, "--loops", "8"]).map(\.logprob)
    }
    #expect(scores[0] == scores[2] && scores[1] == scores[2] && scores[0].first??.isFinite == true)
  }

  @Test func `a vocabulary of another kind in a GGUF file is refused by its name`() throws {
    try BadInput("gpt2", place: "m.gguf", problem: "a vocabulary of the kind \"gpt2\"", remedy: "--tokenizer") {
      var file = try DemoWeights().gguf()
      // The kind stands behind its key, a type and a length.
      let key = Array("tokenizer.ggml.model".utf8)
      let place = try #require(file.indices.first { file[$0...].starts(with: key) }) + key.count + 12
      file.replaceSubrange(place..<(place + 4), with: Array("gpt2".utf8))
      return ["mmlu", "--model", try $0.write(file, to: "m.gguf"), "--data", Bundled.path("demo/data"), "--no-keep"]
    }.check()
  }
}
