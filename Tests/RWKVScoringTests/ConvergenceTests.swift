import EvalCore
import Foundation
import RWKVModel
import RWKVScoring
import SharedFixtures
import Testing

/// What hidden states of known models do, from the model to the word for it.
@Suite struct ConvergenceTests {
  /// The trace of the trained graph of the public RWKV-DR code over the sequences of an oracle's case.
  private static func trainedTrace(_ name: String) throws -> DepthTrace {
    let folder = SharedFixtures.nearest("oracle/rwkv-dr/\(name)") + "/"
    let data = try Data(contentsOf: URL(filePath: folder + "case.json"))
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let model = try RWKVModel(Checkpoint.open(folder + (try #require(object["model_file"] as? String))))
    let loops = try #require((object["config"] as? [String: Any])?["num_hidden_layers"] as? Int)
    let program = try DepthPreset.train.configuration(for: model.inventory).program(loops: loops, for: model.inventory)
    let scorer = try RWKVLanguageModel(
      name: name, model: model, programs: [program],
      encoder: RequestEncoder(tokenizer: nil, startToken: nil, vocabulary: model.shape.vocabulary),
      layout: .init(), engine: Engine(threads: 2))
    let sequences = try #require(object["sequences"] as? [[String: Any]]).compactMap { $0["tokens"] as? [Int] }
    return try #require(
      scorer.score(sequences.map { DemoModel.request($0, [1]) }, withTrace: true).trace)
  }

  @Test(
    arguments: SharedFixtures.testable(
      ["small-train-g8-d64-L400", "train-g8-d128-L400", "train-g8-d64-fp32-L400"], below: "oracle/rwkv-dr"))
  func `the trained graph drifts in every group, however small its steps become`(name: String) throws {
    let trace = try Self.trainedTrace(name)
    let groups = trace.convergence
    #expect(groups.count == 8)
    #expect(groups.allSatisfy { $0.state == .drifting }, "\(groups.map { ($0.state.name, $0.reason) })")
    // Linear growth from zero: RMS as k, residual as 1/k.
    #expect(abs(try #require(groups[0].driftExponent) - 1) < 0.1)
    #expect(abs(try #require(groups[0].decayExponent) + 1) < 0.2)
    // A threshold of 0.03 on the residual, after which looping is often stopped, has long been passed.
    #expect(try #require(trace.records.first { ($0.residual ?? 1) < 0.03 }).application < 60)
    #expect(trace.firstNonFinite == nil)
  }

  /// Recorded: in group 6 the steps fall below what fp32 resolves, so that its end is a standstill and no fixed point found.
  @Test func `at 400 loops the bundled model converges, but for a group that rounding halts`() throws {
    let prompts = try DemoModel.prompts()
    let trace = try #require(
      DemoModel.scorer(loops: [400]).score(prompts.map { DemoModel.request($0, [62]) }, withTrace: true).trace)
    let states = trace.convergence.map(\.state.name)
    let recorded = Array(repeating: "converged", count: 6) + ["stagnating", "converged"]
    #expect(states == recorded, "\(trace.convergence.map { "\($0.state.name): \($0.reason)" }.joined(separator: "\n"))")
  }
}
