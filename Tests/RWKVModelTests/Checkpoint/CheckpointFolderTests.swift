import Console
import Archives
import FileWriters
import Foundation
import RWKVModel
import Testing

@Suite struct CheckpointFolderTests {
  let folder = try? TemporaryFolder()

  private func put(_ name: String, _ tensors: [(String, [Int])] = [("blocks.0.att.x_r", [2])]) throws {
    _ = try #require(folder).write(SampleFiles.safetensors(tensors), to: name)
  }

  private func text(_ name: String, _ text: String) throws {
    _ = try #require(folder).write(Array(text.utf8), to: name)
  }

  private func open() throws -> Checkpoint { try .open(#require(folder).path) }

  private func failure() -> UserError? { #expect(throws: UserError.self) { try open() } }

  @Test("Numbered parts are read together, with or without an index", arguments: [false, true])
  func parts(hasIndex: Bool) throws {
    try put("model-00001-of-00002.safetensors", [("blocks.0.att.x_r", [2])])
    try put("model-00002-of-00002.safetensors", [("blocks.1.att.x_r", [3])])
    try text("config.json", "{}")
    if hasIndex {
      try text(
        "model.safetensors.index.json",
        """
        {"weight_map": {"blocks.0.att.x_r": "model-00001-of-00002.safetensors",
                        "blocks.1.att.x_r": "model-00002-of-00002.safetensors"}}
        """)
    }
    let checkpoint = try open()
    #expect(checkpoint.tensors.keys.sorted() == ["blocks.0.att.x_r", "blocks.1.att.x_r"])
    #expect(checkpoint.format == "Hugging Face folder")
    #expect(checkpoint.configurationPath?.hasSuffix("/config.json") == true)
    let lines = try checkpoint.files.map { "\(try MappedFile($0).sha256())  \(($0 as NSString).lastPathComponent)\n" }
    #expect(checkpoint.sha256() == ContentDigest.hex(lines.joined()))
  }

  @Test("A missing part is named")
  func missingPart() throws {
    try put("model-00001-of-00003.safetensors")
    try put("model-00003-of-00003.safetensors", [("blocks.1.att.x_r", [3])])
    #expect(failure()?.problem == "lacks model-00002-of-00003.safetensors, one part of its weights")
  }

  @Test("An index that disagrees with the files, or is none, is refused")
  func badIndex() throws {
    try put("a.safetensors")
    try text("model.safetensors.index.json", #"{"weight_map": {"blocks.7.att.x_r": "a.safetensors"}}"#)
    let error = failure()
    #expect(error?.tensor == "blocks.7.att.x_r")
    #expect(error?.problem == "the folder's index places it in a.safetensors, which does not hold it")
    try text("model.safetensors.index.json", #"{"weight_map": {"blocks.7.att.x_r": "../../etc/passwd"}}"#)
    #expect(failure()?.problem.hasPrefix("is no index of weights") == true)
    try text("model.safetensors.index.json", "[]")
    #expect(failure()?.problem.hasPrefix("is no index of weights") == true)
  }

  @Test("A folder with one .pth is read, one with none or two weights files is refused")
  func single() throws {
    try text("config.json", "{}")
    #expect(failure()?.problem == "is a folder without weights")
    #expect(failure()?.remedy.contains("model.safetensors") == true)
    let tensor = PickleWriter.Tensor(count: 2, shape: [2], strides: [1])
    let bytes = SampleFiles.torch(PickleWriter.dictionary([("blocks.0.att.x_r", tensor)]), count: 2)
    _ = try #require(folder).write(bytes, to: "a.pth")
    #expect(try open().format == "PyTorch zip")
    _ = try #require(folder).write(bytes, to: "b.pth")
    #expect(failure()?.description.hasSuffix("several weights files: a.pth, b.pth. Name one of them.") == true)
  }

  @Test("Missing, empty and foreign files are refused")
  func otherFiles() throws {
    let folder = try #require(folder)
    #expect(throws: UserError.self) { try Checkpoint.open(folder.path + "/no.pth") }
    let empty = try folder.write([], to: "empty.pth")
    let error = #expect(throws: UserError.self) { try Checkpoint.open(empty) }
    #expect(error?.problem == "is an empty file (0 bytes)")
    for (bytes, name, problem) in [
      (Array("GGUF1234".utf8), "m.gguf", "is a GGUF file of version 875770417"),
      (Array("some text that is long".utf8), "m.txt", "is neither a PyTorch zip nor safetensors"),
      (Array("some text that is long".utf8), "m.pth", "has no zip directory at its end"),
      ([0x80, 2, 0x7d, 0x2e], "m.pth", "is in PyTorch's format from before version 1.6"),
    ] {
      let path = try folder.write(bytes, to: name)
      let error = #expect(throws: UserError.self) { try Checkpoint.open(path) }
      #expect(error?.problem.hasPrefix(problem) == true, "\(error?.problem ?? "")")
      #expect(error?.path == path)
    }
  }
}
