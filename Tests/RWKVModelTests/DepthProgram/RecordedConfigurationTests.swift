import FileWriters
import Foundation
import RWKVModel
import SharedFixtures
import Testing

/// The configurations recorded with the oracles of RWKV-DR, put as `config.json` beside the checkpoint.
@Suite struct RecordedConfigurationTests {
  private static let names = RWKVDRCase.testable([
    "small-train-g8-d64-L40", "small-train-g8-d64-L400",
    "published-g2-d128-fp32-L6", "published-g8-d128-L16", "published-g8-d128-L400", "published-g8-d128-L8",
    "train-g2-d128-fp32-L6", "train-g8-d128-L40", "train-g8-d128-L400", "train-g8-d128-L8", "train-g8-d64-fp32-L400",
    "v0614-add-g4i1-d128", "v0614-linear-g16i1-d64", "v0615-linear-g4i1-d128", "nan-published-fp16-d64-L400",
    "constant-ln0-first-only-g8-d64-L64",
  ])

  /// A folder with the case's checkpoint and configuration.
  private func folder(_ name: String, _ one: [String: Any]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let file = try unwrap(one["model_file"] as? String)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/model.pth",
      withDestinationPath: URL(filePath: SharedFixtures.nearest("oracle/rwkv-dr/\(name)/\(file)")).standardized.path)
    var program = try unwrap(one["depth_program"] as? [String: Any])
    // What was random in the public code is recorded beside the configuration.
    program["repeats"] = one["repeats"]
    var config = try unwrap(one["config"] as? [String: Any])
    config["depth_program"] = program
    _ = try folder.write(Array(JSONSerialization.data(withJSONObject: config)), to: "config.json")
    return folder
  }

  @Test(arguments: names)
  func `a recorded configuration is the recorded model`(name: String) throws {
    let one = try Oracle.object("oracle/rwkv-dr/\(name)/case.json")
    let folder = try folder(name, one)
    let model = try RWKVModel(Checkpoint.open(folder.path + "/model.pth"))
    let program = try DepthFlags().resolve(
      configurationPath: model.checkpoint.configurationPath, inventory: model.inventory, isLooped: false
    ).configuration.program(for: model.inventory)
    #expect(program.applications.count == (one["config"] as? [String: Any])?["num_hidden_layers"] as? Int)
    if let groups = one["application_groups"] as? [Int] { #expect(program.applications.map(\.layer) == groups) }
    let isSilent = name.hasPrefix("constant")
    let sequences = try unwrap(one["sequences"] as? [[String: Any]])
    #expect(!sequences.isEmpty)
    let forest = TokenForest(
      try sequences.map { try unwrap($0["tokens"] as? [Int]).map(Int32.init) }, sharesPrefixes: program.isCausal)
    let rows = try forest.paths.map { try unwrap($0.last) }
    let engine = Engine(threads: 2)
    try ForwardPass(model, programs: [program], engine: engine).run(forest, rows: rows) { readout in
      let logits = OutputHead(model, engine: engine).logits(hidden: readout.hidden)
      let expected = try sequences.map { try Oracle.floats($0[isSilent ? "logits_last" : "logits_last_f64"]) }
      let difference = largestDifference(logits, expected)
      // Measured: 2.4e-5 at worst.
      #expect(difference < 2e-4, "\(difference)")
      #expect(forest.paths.allSatisfy { (readout.faults.first(on: $0) != nil) == isSilent })
    }
  }
}
