import RWKVModel
import SharedFixtures
import Testing

/// Tuned states and a LoRA, against the float64 oracle that is extended by them.
@Suite struct BesideParityTests {
  private static let folder = "oracle/rwkv7-small/"

  private func path(_ name: String) -> String { SharedFixtures.nearest(Self.folder + name) }

  private func checkpoint(_ kind: String, alpha: Double) throws -> Checkpoint {
    var checkpoint = try Checkpoint.open(path("model-bf16.pth"))
    if kind != "state" { checkpoint = try checkpoint.merging(lora: path("lora-bf16.pth"), alpha: alpha) }
    return kind == "lora" ? checkpoint : try checkpoint.starting(from: path("state-bf16.pth"))
  }

  @Test(arguments: [true, false])
  func `a model with tuned states, with a LoRA and with both equals the float64 oracle`(usesSIMD: Bool) throws {
    let oracle = try Oracle.object(Self.folder + "beside_cases.json")
    let alpha = try unwrap(oracle["alpha"] as? Double)
    let cases = try unwrap(oracle["cases"] as? [[String: Any]])
    #expect(cases.count == 6)
    for one in cases {
      let kind = try unwrap(one["model"] as? String)
      let model = try RWKVModel(checkpoint(kind, alpha: alpha))
      let program = try DepthConfiguration().program(for: model.inventory)
      let (tokens, expected) = (try unwrap(one["tokens"] as? [Int]), try Oracle.rows(one["logits"]))
      let got = try SequenceLogits(model, program, tokens, engine: Engine(threads: 2, usesSIMD: usesSIMD))
      let difference = largestDifference(got.logits, expected)
      // Measured: 2.3e-6; states turned round move log-likelihoods by up to a nat.
      #expect(difference < 1e-5, "\(kind), \(tokens.count) tokens: \(difference)")
      #expect(got.fault == nil)
    }
  }

  @Test func `every application of a layer starts from the layer's state`() throws {
    let oracle = try Oracle.object(Self.folder + "beside_cases.json")
    let model = try RWKVModel(
      Checkpoint.open(path("depth-model.safetensors")).starting(from: path("depth-state.safetensors")))
    let tokens = try unwrap(oracle["depth_tokens"] as? [Int])
    let topologies = try unwrap(oracle["topologies"] as? [String: [String: Any]])
    let cases = try unwrap(oracle["depth_cases"] as? [[String: Any]])
    #expect(cases.count == 8)
    for one in cases {
      let topology = try unwrap(topologies[unwrap(one["topology"] as? String)])
      var configuration = DepthConfiguration()
      configuration.prelude = try unwrap(topology["prelude"] as? [Int]).count
      configuration.coda = try unwrap(topology["coda"] as? [Int]).count
      let groups = try unwrap(topology["groups"] as? [[Int]]).count
      configuration.groups = groups
      configuration.injection.kind = .add
      let program = try configuration.program(loops: unwrap(one["R"] as? Int) * groups, for: model.inventory)
      let got = try SequenceLogits(model, program, tokens)
      let difference = try largestDifference([unwrap(got.logits.last)], [Oracle.floats(one["last_logits"])])
      // Measured: 7.7e-7.
      #expect(difference < 1e-5, "\(one["topology"] ?? ""), \(one["R"] ?? ""): \(difference)")
    }
  }

  @Test func `states move logits, and so does turning them round`() throws {
    let base = try Checkpoint.open(path("model-bf16.pth"))
    let program = try DepthConfiguration().program(for: RWKVModel(base).inventory)
    let tokens = [3, 1, 4, 1, 5]
    let tuned = try SequenceLogits(RWKVModel(base.starting(from: path("state-bf16.pth"))), program, tokens).logits
    let plain = try SequenceLogits(RWKVModel(base), program, tokens).logits
    #expect(largestDifference(tuned, plain.map { $0.map(Double.init) }) > 0.1)
    #expect(
      try SequenceLogits(RWKVModel(base.starting(from: path("state-bf16.pth")).withoutStates()), program, tokens)
        .logits == plain)
  }

  @Test func `a forest, stretches, threads and token by token start from the states too`() throws {
    let model = try RWKVModel(checkpoint("both", alpha: 6))
    let program = try DepthConfiguration().program(for: model.inventory)
    let sequences = (0..<60).map { index in (0..<(1 + index % 23)).map { Int32(($0 * 7 + index / 4 * ($0 / 3)) % 96) } }
    func last(_ forest: TokenForest, threads: Int, _ stretching: ForwardPass.Stretching? = nil) throws -> [[Float]] {
      let engine = Engine(threads: threads)
      let rows = Array(Set(forest.paths.compactMap(\.last))).sorted()
      var found: [Int32: [Float]] = [:]
      let head = OutputHead(model, engine: engine)
      try ForwardPass(model, programs: [program], engine: engine).run(forest, rows: rows, stretching: stretching) {
        for (place, logits) in zip($0.places, head.logits(hidden: $0.hidden)) {
          if let place { found[rows[place]] = logits }
        }
      }
      return forest.paths.map { $0.last.flatMap { found[$0] } ?? [] }
    }
    let shared = try last(TokenForest(sequences), threads: 2)
    #expect(try last(TokenForest(sequences), threads: 1) == shared)
    let cut = try last(TokenForest(sequences), threads: 1, .init(rowsAtOnce: 40))
    #expect(try last(TokenForest(sequences), threads: 2, .init(rowsAtOnce: 150)) == cut)
    let alone = try sequences.map { try last(TokenForest([$0]), threads: 1)[0] }
    for other in [cut, alone, try last(TokenForest(sequences, sharesPrefixes: false), threads: 2)] {
      // The bound is that of layouts (`ForestEngineTests`).
      #expect(largestDifference(shared, other.map { $0.map(Double.init) }) < 3e-5)
    }
    let findings = try ModelCheck(
      model, program: program, engine: Engine(threads: 1), tokens: sequences[22].map(Int.init)
    ).findings()
    #expect(findings.allSatisfy { $0.status == .pass }, "\(findings)")
    #expect(findings.contains { $0.name == "token by token" })
  }
}
