import Foundation
import RWKVModel
import SharedFixtures
import Testing

@Suite struct DepthParityTests {
  private static let folders = SharedFixtures.testable(["rwkv7-small", "rwkv7"], below: "oracle")

  private struct Topology {
    let prelude, coda: Int
    let groups: Int

    init(_ object: Any?) throws {
      let object = try unwrap(object as? [String: Any])
      prelude = try unwrap(object["prelude"] as? [Int]).count
      coda = try unwrap(object["coda"] as? [Int]).count
      groups = try unwrap(object["groups"] as? [[Int]]).count
    }

    func configuration(injection: String) throws -> DepthConfiguration {
      var configuration = DepthConfiguration()
      configuration.prelude = prelude
      configuration.coda = coda
      configuration.groups = groups
      configuration.injection.kind = try unwrap(DepthConfiguration.Injection.Kind(rawValue: injection))
      return configuration
    }
  }

  @Test(arguments: folders)
  func `every topology, injection and loop count equals the float64 oracle`(folder: String) throws {
    let oracle = try Oracle.object("oracle/\(folder)/depth_cases.json")
    let model = try RWKVModel(Checkpoint.open(SharedFixtures.nearest("oracle/\(folder)/depth-model.safetensors")))
    let sequences = try unwrap(oracle["tokens"] as? [String: [Int]])
    let topologies = try unwrap(oracle["topologies"] as? [String: Any])
    let cases = try unwrap(oracle["cases"] as? [[String: Any]])
    #expect(cases.count == (folder == "rwkv7" ? 216 : 72))
    var worst = 0.0
    for one in cases {
      let topology = try Topology(topologies[unwrap(one["topology"] as? String)])
      let loops = try unwrap(one["R"] as? Int) * topology.groups
      let program = try topology.configuration(injection: unwrap(one["inject"] as? String))
        .program(loops: loops, for: model.inventory)
      let tokens = try unwrap(sequences[unwrap(one["seq"] as? String)])
      let got = try SequenceLogits(model, program, tokens)
      let difference = try largestDifference([unwrap(got.logits.last)], [Oracle.floats(one["last_logits"])])
      worst = max(worst, difference)
      // Measured: 1.7e-5 at worst; float32 NumPy has 1.2e-4.
      #expect(difference < 5e-4, "\(one["key"] ?? ""): \(difference)")
      #expect(got.fault == nil, "\(one["key"] ?? "")")
      let argmax = got.logits.map { row in row.indices.max { row[$0] < row[$1] } }
      #expect(argmax == (one["argmax"] as? [Int])?.map(Optional.some), "\(one["key"] ?? "")")
    }
  }

  @Test(Oracle.isThere, arguments: ["R10", "R18", "R50"], ["a", "c"])
  func `overflow is told from large but exact numbers`(loops: String, sequence: String) throws {
    let oracle = try Oracle.object("oracle/rwkv7/depth_cases.json")
    let model = try RWKVModel(Checkpoint.open(SharedFixtures.path("oracle/rwkv7/depth-overflow.safetensors")))
    let tokens = try unwrap((oracle["tokens"] as? [String: [Int]])?[sequence])
    let configuration = try Topology((oracle["topologies"] as? [String: Any])?["p1g1c1"]).configuration(
      injection: "concat")
    let program = try configuration.program(loops: unwrap(Int(loops.dropFirst())), for: model.inventory)
    let got = try SequenceLogits(model, program, tokens)
    switch loops {
    case "R10":
      // |h| reaches 2.8e15 and is still exact.
      #expect(got.fault == nil && got.logits.joined().allSatisfy { $0.isFinite })
      let key = "OVERFLOW__depth-overflow__p1g1c1__concat__R10__\(sequence)"
      let cases = try unwrap(oracle["overflow_cases"] as? [[String: Any]])
      let expected = try unwrap(
        cases.first { $0["key"] as? String == key }?["float64_max_hidden"] as? Double)
      let largest = try largestState(model, program, tokens)
      #expect(abs(largest / expected - 1) < 1e-5, "\(largest), expected \(expected)")
    default:
      // Loop 12 starts from |h| = 7e19 (g0.it11 times 30), whose variance overflows in the first norm of layer 1.
      let fault = try unwrap(got.fault)
      #expect(fault.isOverflow)
      #expect(program.applications[fault.application].loop == 12)
      #expect(program.applications[fault.application].layer == 1)
      if loops == "R18" {
        #expect(got.logits.joined().allSatisfy { $0.isFinite }, "the failure is silent")
        #expect(fault.firstNonFinite == nil)
      } else {
        #expect(got.logits.joined().allSatisfy { $0.isNaN })
        // NumPy's float32 hidden state is first not finite in loop 25; sequence c, one token, reaches it one layer later.
        let broken = program.applications[try unwrap(fault.firstNonFinite)]
        #expect(broken.loop == 25)
      }
    }
  }

  /// The largest number in any state of the residual stream.
  private func largestState(_ model: RWKVModel, _ program: DepthProgram, _ tokens: [Int]) throws -> Double {
    let forest = TokenForest([tokens.map(Int32.init)])
    var largest: Float = 0
    let probe = StateProbe(program: 0, rows: forest.paths[0]) { state in
      largest = state.hidden.joined().reduce(largest) { max($0, abs($1)) }
    }
    try ForwardPass(model, programs: [program], engine: Engine(threads: 1)).run(
      forest, rows: forest.paths[0], probe: probe
    ) { _ in }
    return Double(largest)
  }

  @Test(arguments: folders)
  func `read-outs of one pass equal separate passes, bit for bit`(folder: String) throws {
    let model = try RWKVModel(Checkpoint.open(SharedFixtures.nearest("oracle/\(folder)/depth-model.safetensors")))
    var configuration = DepthConfiguration()
    configuration.prelude = 1
    configuration.coda = 1
    for groups in [1, 2] {
      configuration.groups = groups
      let programs = try [2, 4, 10].map { try configuration.program(loops: $0, for: model.inventory) }
      let engine = Engine(threads: 2)
      let head = OutputHead(model, engine: engine)
      let forest = TokenForest([[3, 1, 4, 1, 5], [3, 1, 9]])
      let pass = try ForwardPass(model, programs: programs, engine: engine)
      let alone = programs.map(\.applications.count).reduce(0, +)
      #expect(pass.applicationCount < alone, "programs share what they have in common")
      var together: [Int: [[Float]]] = [:]
      pass.run(forest, rows: [4, 5]) { together[$0.program] = head.logits(hidden: $0.hidden) }
      for (index, program) in programs.enumerated() {
        try ForwardPass(model, programs: [program], engine: engine).run(forest, rows: [4, 5]) {
          #expect(together[index] == head.logits(hidden: $0.hidden))
        }
      }
    }
  }
}
