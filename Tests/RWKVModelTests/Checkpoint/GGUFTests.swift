import Archives
import Console
import FileWriters
import Foundation
import SharedFixtures
import Testing

@testable import RWKVModel

@Suite struct GGUFTests {
  private let folder = try? TemporaryFolder()

  /// A case of `tools/gguf_cases.py`.
  private struct Case: Decodable {
    let type: String
    let blocks: String
    let sha256: String
    let first: [Float]
  }

  private static let types = [
    "Q4_0": 2, "Q4_1": 3, "Q5_0": 6, "Q5_1": 7, "Q8_0": 8, "Q4_K": 12, "Q5_K": 13, "Q6_K": 14,
  ]

  private func open(_ file: [UInt8]) throws -> Checkpoint {
    try .open(#require(folder).write(file, to: "model.gguf"))
  }

  private func failure(_ file: [UInt8]) -> UserError? { #expect(throws: UserError.self) { try open(file) } }

  @Test func `quantised blocks are widened as PyPI's gguf does it, to the bit`() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
    let cases = try JSONDecoder().decode(
      [Case].self, from: Data(contentsOf: URL(filePath: path + "/Golden/quantized.json")))
    #expect(Set(cases.map(\.type)) == Set(Self.types.keys))
    for one in cases {
      let digits = Array(one.blocks)
      let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0..<$0 + 2]), radix: 16) }
      let type = try #require(Self.types[one.type].flatMap { ElementType(ggml: $0) })
      #expect(bytes.count == 8 * type.blockBytes)
      let tensor = CheckpointTensor(
        name: one.type, shape: [2, 4 * type.blockSize], elementType: type, storage: TensorStorage(bytes))
      let numbers = tensor.widened()
      #expect(Array(numbers.prefix(4)) == one.first, "\(one.type)")
      var digest = ContentDigest()
      digest.update(SampleFiles.bytes(numbers))
      #expect(digest.hex() == one.sha256, "\(one.type)")
      // Rows and columns by themselves, which begin and end within blocks.
      let column = tensor.transposed().widened()
      #expect(column.indices.allSatisfy { column[$0] == numbers[$0 % 2 * 4 * type.blockSize + $0 / 2] })
      var row = [Float](repeating: 0, count: 4 * type.blockSize)
      var span = row.mutableSpan
      tensor.widen(rows: 1..<2, into: &span)
      #expect(row == Array(numbers.suffix(row.count)))
    }
  }

  private static let files = SharedFixtures.testable(
    ["rwkv7-small/model-bf16.pth", "rwkv7/model-fp32.pth"], below: "oracle")

  @Test(arguments: files, [false, true])
  func `a file of fp32 numbers gives the logits of the pth file, bit for bit`(
    file: String, transposesLowRank: Bool
  ) throws {
    let reference = try Checkpoint.open(SharedFixtures.nearest("oracle/\(file)"))
    let model = try RWKVModel(open(SampleGGUF(reference, transposesLowRank: transposesLowRank).bytes))
    #expect(model.checkpoint.format == "GGUF")
    #expect(model.departures.isEmpty)
    #expect(model.leftTensors.map(\.name) == ["v0", "v1", "v2"].map { "blk.0.time_mix_\($0).weight" })
    let tokens = (0..<40).map { ($0 * 37 + 5) % model.shape.vocabulary }
    let program = try DepthConfiguration().program(for: model.inventory)
    let logits = try SequenceLogits(model, program, tokens).logits
    #expect(try logits == SequenceLogits(RWKVModel(reference), program, tokens).logits)
  }

  @Test func `the vocabulary in a file is that of the text file`() throws {
    let path = SharedFixtures.nearest("data/made_vocab.txt")
    let reference = try Checkpoint.open(SharedFixtures.nearest("oracle/rwkv7-small/model-bf16.pth"))
    let plain = try WorldTokenizer(contentsOf: path)
    let file = try SampleGGUF(reference, tokens: plain, rows: plain.largestID + 8).bytes
    let gguf = try #require(folder).write(file, to: "model.gguf")
    #expect(try Tokenizer.locate(explicit: nil, checkpoint: gguf, data: nil) == gguf)
    #expect(try Tokenizer.locate(explicit: nil, checkpoint: #require(folder).path, data: nil) == gguf)
    let inside = try WorldTokenizer(contentsOf: gguf)
    #expect(inside.largestID == plain.largestID)
    for id in 0...plain.largestID { #expect(inside.bytes(of: id) == plain.bytes(of: id), "\(id)") }
    let other = try #require(folder).write(
      SampleGGUF(reference, tokens: plain, rows: plain.largestID + 9).bytes, to: "b.gguf")
    let same = try #require(folder).write(
      SampleGGUF(reference, transposesLowRank: false, tokens: plain, rows: plain.largestID + 8).bytes, to: "c.gguf")
    #expect(try WorldTokenizer(contentsOf: same).sha256 == inside.sha256, "the digest is of the tokens alone")
    #expect(try WorldTokenizer(contentsOf: other).sha256 != inside.sha256)
    let text = "It's \"quoted\" \\ 'twice'\t\u{0}é 漢字 \u{1F600}\r\n"
    #expect(inside.encode(text) == plain.encode(text))
  }

  @Test func `another kind of vocabulary is refused by its name`() throws {
    var writer = GGUFWriter(architecture: "rwkv7")
    writer.add("tokenizer.ggml.model", .text("gpt2"))
    writer.add("tokenizer.ggml.tokens", .texts([Array("a".utf8)]))
    let path = try #require(folder).write(writer.finished(), to: "model.gguf")
    let error = #expect(throws: UserError.self) { try WorldTokenizer(contentsOf: path) }
    #expect(error?.problem.hasPrefix("holds a vocabulary of the kind \"gpt2\"") == true)
  }

  @Test(arguments: [
    ("arwkv7", "is an ARWKV hybrid (arwkv7)"), ("llama", "is a model of the kind \"llama\""),
    ("rwkv6", "is a model of the kind \"rwkv6\""),
  ])
  func `other architectures are refused by their names`(architecture: String, problem: String) {
    #expect(failure(GGUFWriter(architecture: architecture).finished())?.problem.hasPrefix(problem) == true)
  }

  @Test func `a part of a model, another version and another byte order are told`() {
    var part = GGUFWriter(architecture: "rwkv7")
    part.add("split.count", .uint32(3))
    #expect(failure(part.finished())?.problem == "is one of 3 parts of a model")
    let file = GGUFWriter(architecture: "rwkv7")
    #expect(failure(file.finished(version: 1))?.problem == "is a GGUF file of version 1")
    #expect(failure(file.finished(version: UInt32(3).byteSwapped))?.problem == "is a big-endian GGUF file")
  }

  @Test func `descriptions that cannot be are refused`() throws {
    func tensor(_ shape: [Int], type: Int, bytes: Int) -> [UInt8] {
      var writer = GGUFWriter(architecture: "rwkv7")
      writer.add(
        tensor: "blk.0.time_mix_key.weight", shape: shape, type: type, bytes: Array(repeating: 0, count: bytes))
      return writer.finished()
    }
    #expect(failure(tensor([4, 4], type: 0, bytes: 63))?.problem.contains("reach beyond the end of the file") == true)
    #expect(failure(tensor([1 << 40, 1 << 40], type: 0, bytes: 64))?.problem.contains("reach beyond") == true)
    #expect(failure(tensor([2, 40], type: 8, bytes: 128))?.problem.contains("no whole blocks of 32 (Q8_0)") == true)
    #expect(failure(tensor([1, 1, 1, 1, 4], type: 0, bytes: 16))?.problem.contains("has 5 dimensions") == true)
    let foreign = failure(tensor([2, 32], type: 20, bytes: 64))
    #expect(foreign?.problem.hasPrefix("holds numbers of type IQ4_NL") == true, "\(foreign?.description ?? "")")
  }

  @Test func `a file cut anywhere is an error, and never more`() throws {
    let reference = try Checkpoint.open(SharedFixtures.nearest("oracle/rwkv7-small/model-bf16.pth"))
    let whole = try SampleGGUF(reference).bytes
    for count in [4, 8, 12, 16, 23, 24, 31, 40, 60, 100, 333, 1000, 4000, whole.count - 1] {
      #expect(failure(Array(whole.prefix(count))) != nil, "\(count) bytes")
    }
  }
}

/// A checkpoint written again as llama.cpp's converter writes GGUF files, all numbers as fp32.
struct SampleGGUF {
  let bytes: [UInt8]

  /// - Parameters:
  ///   - tokens: What the file's vocabulary is; nil for none.
  ///   - rows: As many tokens as the vocabulary is padded to.
  init(_ checkpoint: Checkpoint, transposesLowRank: Bool = true, tokens: WorldTokenizer? = nil, rows: Int = 0) throws {
    let shape = try RWKVModel(checkpoint).shape
    var writer = GGUFWriter(architecture: "rwkv7", alignment: 64)
    writer.add("rwkv7.block_count", .uint32(UInt32(shape.layers)))
    writer.add("rwkv7.wkv.head_size", .uint32(UInt32(shape.headSize)))
    writer.add("rwkv7.attention.layer_norm_epsilon", .float32(1e-5))
    writer.add("rwkv7.attention.head_count", .uint32(0))
    if let tokens {
      writer.add("tokenizer.ggml.model", .text("rwkv"))
      writer.add("tokenizer.ggml.tokens", .texts(Self.texts(tokens, rows: rows)))
    }
    func add(_ name: String, _ shape: [Int], _ numbers: [Float]) {
      writer.add(tensor: name, shape: shape, type: 0, bytes: SampleFiles.bytes(numbers))
    }
    for layer in 0..<shape.layers {
      let mixes = try ["r", "w", "k", "v", "a", "g"].flatMap { letter in
        try #require(checkpoint.tensors["blocks.\(layer).att.x_\(letter)"]).widened()
      }
      add("blk.\(layer).time_mix_lerp_fused.weight", [6, 1, 1, shape.width], mixes)
    }
    for digit in 0..<3 {
      let copied = try #require(checkpoint.tensors["blocks.0.att.a\(digit)"]).squeezed()
      add("blk.0.time_mix_v\(digit).weight", copied.shape, copied.widened())
    }
    for tensor in checkpoint.tensors.values.sorted(by: { $0.name < $1.name }) {
      guard let name = GGUFSpelling.name(tensor.name) else { continue }
      let stored = GGUFSpelling.isLowRank(tensor.name) && transposesLowRank ? tensor.transposed() : tensor.squeezed()
      add(name, tensor.name.hasSuffix("r_k") ? [shape.width] : stored.shape, stored.widened())
    }
    bytes = writer.finished()
  }

  private static func texts(_ tokens: WorldTokenizer, rows: Int) -> [[UInt8]] {
    (0..<rows).map { id in
      guard id > 0 else { return Array("<s>".utf8) }
      guard let bytes = tokens.bytes(of: id) else { return Array("[PAD\(id)]".utf8) }
      return Array(python(bytes).utf8)
    }
  }

  /// Bytes as Python's `repr` writes them, without `b` and the quotation marks.
  private static func python(_ bytes: [UInt8]) -> String {
    let quote: UInt8 = bytes.contains(0x27) && !bytes.contains(0x22) ? 0x22 : 0x27
    return bytes.map { byte in
      switch byte {
      case quote, 0x5c: "\\" + String(decoding: [byte], as: UTF8.self)
      case 9: "\\t"
      case 10: "\\n"
      case 13: "\\r"
      case 0x20..<0x7f: String(decoding: [byte], as: UTF8.self)
      default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }.joined()
  }
}
