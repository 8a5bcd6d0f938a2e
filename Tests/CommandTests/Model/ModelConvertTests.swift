import FileWriters
import Foundation
import Testing

@Suite struct ModelConvertTests {
  private let folder = try? TemporaryFolder()

  private static let requests = [
    Request(context: "Answer:", continuation: " A"), Request(context: "k=2 n=5", continuation: " is 7"),
  ]

  private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  private func scores(_ model: String) throws -> [Double] {
    let flags = ["--model", model, "--tokenizer", Bundled.path("demo/vocab.txt"), "--loops", "8"]
    return try Request.score(Self.requests, flags).map { try #require($0.logprob) }
  }

  @Test(arguments: ["folder", "pth", "gguf"], [nil, "fp32", "fp16", "bf16"])
  func `a converted file scores as its source does`(source: String, format: String?) throws {
    let folder = try #require(folder)
    let weights = try DemoWeights()
    var input = "demo"
    if source != "folder" {
      let bytes = try source == "pth" ? weights.torch() : weights.gguf()
      input = try folder.write(bytes, to: "source/model." + source)
      try folder.write(Bundled.data("demo/config.json"), to: "source/config.json")
      try folder.write(Bundled.data("demo/vocab.txt"), to: "source/vocab.txt")
    }
    try FileManager.default.createDirectory(atPath: folder.path + "/new", withIntermediateDirectories: false)
    let output = folder.path + "/new/model.safetensors"
    let result = try Tool.run(["model", "convert", input, output] + (format.map { ["--format", $0] } ?? []))
    #expect(result.status == 0 && result.output.isEmpty, "\(result.diagnostics)")
    #expect(result.diagnostics.contains("wrote \(folder.path)/new/config.json, which belongs to it"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/new").count == 2)
    let inspected = try Tool.output(["model", "inspect", output, "--loops", "8"])
    #expect(inspected.contains("format:          safetensors, \(format ?? "bf16")"), "\(inspected)")
    let (expected, found) = (try scores(input), try scores(output))
    // The demo is in bf16, of which fp16 holds all but the smallest numbers.
    for (one, other) in zip(expected, found) { #expect(abs(one - other) <= (format == "fp16" ? 1e-4 : 0)) }
  }

  @Test func `nothing that is there is replaced, nor read under another model's configuration`() throws {
    let folder = try #require(folder)
    let output = try folder.write("mine", to: "a/model.safetensors")
    try BadInput("file", place: output, problem: "is there already", remedy: "Name another file") { _ in
      ["model", "convert", "demo", output]
    }.check()
    #expect(try folder.text("a/model.safetensors") == "mine" && !exists(folder.path + "/a/config.json"))
    let configuration = try folder.write("{}", to: "b/config.json")
    let beside = folder.path + "/b/model.safetensors"
    try BadInput("configuration", place: configuration, problem: "needs one of its own", remedy: "another folder") {
      _ in ["model", "convert", "demo", beside]
    }.check()
    let plain = try folder.write(DemoWeights().gguf(), to: "plain/model.gguf")
    try BadInput("foreign", place: configuration, problem: "would be read under it", remedy: "another folder") { _ in
      ["model", "convert", plain, beside]
    }.check()
    #expect(try folder.text("b/config.json") == "{}" && !exists(beside))
  }

  @Test func `a model that needs no configuration gets none`() throws {
    let folder = try #require(folder)
    let plain = try folder.write(DemoWeights().gguf(), to: "plain/model.gguf")
    try FileManager.default.createDirectory(atPath: folder.path + "/new", withIntermediateDirectories: false)
    _ = try Tool.output(["model", "convert", plain, folder.path + "/new/model.safetensors"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/new") == ["model.safetensors"])
  }

  @Test func `wrong names, baselines and files that are no models are refused`() throws {
    try BadInput("name", place: "x.pth", problem: "must end in .safetensors", remedy: "Usage") { _ in
      ["model", "convert", "demo", "x.pth"]
    }.check()
    try BadInput("baseline", place: "uniform", problem: "is a baseline", remedy: "path of a checkpoint") {
      ["model", "convert", "uniform", $0.path + "/x.safetensors"]
    }.check()
    try BadInput("none", place: "none.gguf", problem: "no such file", remedy: "Check the path") {
      ["model", "convert", "none.gguf", $0.path + "/x.safetensors"]
    }.check()
    let missing = try Tool.run(["model", "convert", "demo", #require(folder).path + "/none/x.safetensors"])
    #expect(missing.status == 1 && missing.diagnostics.contains("Give the path of a folder that is there"))
  }

  @Test func `a number that fp16 has no room for ends it without a file`() throws {
    let folder = try #require(folder)
    // 2¹⁰⁰ as bf16.
    let weights = try DemoWeights(settingFirstOf: "emb.weight", to: 0x7180)
    let input = try folder.model(weights.safetensors())[1]
    let output = folder.path + "/new/model.safetensors"
    try FileManager.default.createDirectory(atPath: folder.path + "/new", withIntermediateDirectories: false)
    try BadInput("overflow", place: "emb.weight", problem: "fp16 has no room for", remedy: "Write bf16 or fp32") { _ in
      ["model", "convert", input, output, "--format", "fp16"]
    }.check()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/new").isEmpty)
  }

  @Test func `a disk that is full leaves no file`() throws {
    let folder = try #require(folder)
    // A limit of the size of files stands for a disk without room; its signal is ignored, as by a shell's trap.
    let script = "trap '' XFSZ; ulimit -f 200; exec \"$TOOL\" model convert demo \(folder.path)/model.safetensors"
    let result = try Tool.run(script: script)
    #expect(result.status == 1 && result.diagnostics.contains("cannot be written"), "\(result.diagnostics)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }
}
