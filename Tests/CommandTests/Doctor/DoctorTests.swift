import FileWriters
import Foundation
import SharedFixtures
import Testing

@Suite struct DoctorTests {
  private let folder = try? TemporaryFolder()

  private func report(_ path: String, _ flags: [String] = []) throws -> String {
    try Tool.output(["doctor", path] + flags)
  }

  @Test func `without a path it says what is here, and no path of its own`() throws {
    let folder = try #require(folder)
    for name in ["a.gguf", "model/config.json", "data.tar", "rwkv_vocab_v20230424.txt", "notes.md"] {
      try folder.write("x", to: name)
    }
    let result = try Tool.run(script: "cd \(folder.path) && exec \"$TOOL\" doctor")
    #expect(result.status == 0 && result.diagnostics.isEmpty, "\(result.diagnostics)")
    for line in [
      "rwkv-eval:       ", "processor:       ", "BLAS:            OpenBLAS", "memory:          ",
      "free where runs are kept",
      "models/demo found", "0 in the folder of RWKV_EVAL_RUNS", "RWKV_EVAL_RUNS", "models here:     a.gguf, model\n",
      "data here:       data.tar\n", "vocabulary here: rwkv_vocab_v20230424.txt\n",
    ] { #expect(result.output.contains(line), "no \"\(line)\" in: \(result.output)") }
    #expect(!result.output.contains(folder.path) && !result.output.contains(SharedFixtures.packageRoot))
  }

  @Test func `a sound checkpoint is described, with vocabulary, program and memory`() throws {
    let text = try report("demo", ["--loops", "16"])
    for line in [
      "checkpoint:      demo\n", "format:          safetensors, 1 file, 2.3 MB", "tensors:         283 (283 bf16)",
      "RWKV-7, 8 layers of width 96, 3 heads of 32, 368 rows of emb.weight", "configuration:   config.json; ",
      "8 groups × 2 loops × 1 layer = 16 layer applications", "vocabulary:      vocab.txt, ids up to 363, SHA-256 ",
      "memory:          at least ", "verdict:         can be evaluated\n",
    ] { #expect(text.contains(line), "no \"\(line)\" in: \(text)") }
    #expect(!text.contains(SharedFixtures.packageRoot))
  }

  @Test func `a GGUF file's own words and vocabulary are told`() throws {
    let text = try report(#require(folder).write(DemoWeights().gguf(), to: "m.gguf"))
    #expect(text.contains("format:          GGUF, 1 file") && text.contains("283 bf16") == false, "\(text)")
    #expect(text.contains("metadata:        architecture rwkv7, vocabulary rwkv, 368 tokens"), "\(text)")
    #expect(text.contains("configuration:   no config.json beside it; the official arithmetic"))
    #expect(text.contains("vocabulary:      m.gguf, ids up to 363, SHA-256 "))
  }

  @Test func `a checkpoint without a vocabulary can be evaluated, by token ids`() throws {
    let folder = try #require(folder)
    let text = try report(folder.write(DemoWeights().gguf(hasVocabulary: false), to: "m.gguf"))
    #expect(text.contains("vocabulary:      none that fits, so only token ids can be scored: "), "\(text)")
    #expect(text.contains("no vocabulary here") && text.contains("verdict:         can be evaluated\n"))
  }

  /// What is refused, and what must be said of it beside the message of an evaluation.
  private static let refused: [(name: String, lines: [String], make: @Sendable (TemporaryFolder) throws -> String)] = [
    ("nothing", ["format:          cannot be told", "no such file"], { $0.path + "/none.pth" }),
    ("text", ["format:          cannot be told", "neither a PyTorch zip"], { try $0.write("hello", to: "m.bin2") }),
    (
      "cut", ["format:          safetensors"],
      { try $0.write(DemoWeights().safetensors().prefix(100_000), to: "m.safetensors") }
    ),
    (
      "missing", ["layers:          8", "missing:         1: blocks.3.att.w1", "unknown:         1: blocks.3.att.w9"],
      {
        var weights = try DemoWeights()
        weights.tensors["blocks.3.att.w9"] = weights.tensors.removeValue(forKey: "blocks.3.att.w1")
        return try $0.model(weights.safetensors())[1]
      }
    ),
    (
      "llama", ["format:          GGUF", "metadata:        architecture llama", "1 IQ4_NL", "only rwkv7 is read"],
      {
        var writer = GGUFWriter(architecture: "llama")
        writer.add(tensor: "blk.0.attn_q.weight", shape: [2, 32], type: 20, bytes: Array(repeating: 0, count: 36))
        return try $0.write(writer.finished(), to: "m.gguf")
      }
    ),
    ("depth-recurrent", ["RWKV-7, 8 layers (8 groups of 1)", "nothing says in which order"], { _ in published }),
  ]

  private static let published = SharedFixtures.bundled("oracle/rwkv-dr/nan-published-fp16-d64-L400/model.pth")

  @Test(arguments: refused.indices)
  func `what cannot be evaluated is described as far as it goes, with the reason that an evaluation gives`(
    index: Int
  ) throws {
    let (name, lines, make) = Self.refused[index]
    let path = try make(#require(folder))
    let result = try Tool.run(["doctor", path])
    #expect(!result.isKilled && result.status == 2, "\(name): \(result.diagnostics)")
    #expect(result.diagnostics == "error: \(path): cannot be evaluated; the report says why.\n")
    for line in lines { #expect(result.output.contains(line), "\(name): no \"\(line)\" in: \(result.output)") }
    let evaluated = try Tool.run(["model", "inspect", path])
    let reason = evaluated.diagnostics.dropFirst("error: ".count)
    #expect(result.output.hasSuffix("verdict:         cannot be evaluated: \(reason)"), "\(name): \(result.output)")
  }

  @Test func `the program of a depth-recurrent file can be given`() throws {
    let text = try report(Self.published, ["--depth-program", "rwkv-dr-train", "--loops", "40"])
    #expect(text.contains("8 groups × 5 loops × 1 layer = 40 layer applications"), "\(text)")
  }
}
