import Console
import FileWriters
import RWKVModel
import SharedFixtures
import Testing

/// RWKV-7a, whose channel mixes have a matrix of each token's own, against the float64 oracle.
@Suite struct DeepEmbedParityTests {
  private let folder = try? TemporaryFolder()

  private func model() throws -> RWKVModel {
    try RWKVModel(Checkpoint.open(SharedFixtures.nearest("oracle/rwkv7-small/deep-embed-bf16.pth")))
  }

  @Test(arguments: [true, false])
  func `every position equals the float64 oracle`(usesSIMD: Bool) throws {
    let model = try model()
    let program = try DepthConfiguration().program(for: model.inventory)
    let cases = try unwrap(Oracle.object("oracle/rwkv7-small/deep_embed_cases.json")["cases"] as? [[String: Any]])
    for one in cases {
      let (tokens, expected) = (try unwrap(one["tokens"] as? [Int]), try Oracle.rows(one["logits"]))
      let got = try SequenceLogits(model, program, tokens, engine: Engine(threads: 2, usesSIMD: usesSIMD))
      let difference = largestDifference(got.logits, expected)
      // Measured: 1.1e-6; PyPI's rwkv 0.8.32 in fp32 (RWKV_DE_VERSION=1) differs from the oracle by 7.9e-7.
      #expect(difference < 1e-5, "\(tokens.count) tokens: \(difference)")
    }
  }

  @Test func `forests, read-outs of few rows, stretches and token by token agree`() throws {
    let model = try model()
    let program = try DepthConfiguration().program(for: model.inventory)
    let sequences = (0..<40).map { index in (0..<(1 + index % 19)).map { Int32(($0 * 7 + index / 4 * ($0 / 3)) % 40) } }
    let engine = Engine(threads: 2)
    let head = OutputHead(model, engine: engine)
    func last(_ sequences: [[Int32]], _ stretching: ForwardPass.Stretching? = nil) throws -> [[Float]] {
      let forest = TokenForest(sequences)
      let rows = Array(Set(forest.paths.compactMap(\.last))).sorted()
      var found: [Int32: [Float]] = [:]
      try ForwardPass(model, programs: [program], engine: engine).run(forest, rows: rows, stretching: stretching) {
        for (place, logits) in zip($0.places, head.logits(hidden: $0.hidden)) {
          if let place { found[rows[place]] = logits }
        }
      }
      return forest.paths.map { $0.last.flatMap { found[$0] } ?? [] }
    }
    let shared = try last(sequences)
    let alone = try sequences.map { try last([$0])[0] }
    for other in [alone, try last(sequences, .init(rowsAtOnce: 40))] {
      // The bound is that of layouts (`ForestEngineTests`).
      #expect(largestDifference(shared, other.map { $0.map(Double.init) }) < 3e-5)
    }
    let findings = try ModelCheck(
      model, program: program, engine: Engine(threads: 1), tokens: sequences[18].map(Int.init)
    ).findings()
    #expect(findings.allSatisfy { $0.status == .pass }, "\(findings)")
  }

  @Test func `a tensor of DeepEmbed that is missing or of another shape is named`() throws {
    let tensors = try model().checkpoint.tensors.values.map { ($0.name, $0.shape) }
    func problem(_ change: ((String, [Int])) -> (String, [Int])?) throws -> UserError? {
      let path = try #require(folder).write(SampleFiles.safetensors(tensors.compactMap(change)), to: "m.safetensors")
      return #expect(throws: UserError.self) { try RWKVModel(Checkpoint.open(path)) }
    }
    let missing = try problem { $0.0 == "blocks.1.ffn.s0" ? nil : $0 }
    #expect(missing?.description.contains("tensor \"blocks.1.ffn.s0\": is missing") == true)
    let shape = try problem { $0.0 == "blocks.1.ffn.s_emb.weight" ? ($0.0, [40, 1000]) : $0 }
    #expect(shape?.problem == "has shape [40, 1000], expected [40, 1024]")
    let layer = try problem { $0.0.hasPrefix("blocks.1.ffn.s") ? nil : $0 }
    #expect(layer?.problem == "its DeepEmbed (ffn.s1, RWKV-7a) is not that of layer 0")
  }
}
