import RWKVModel
import SharedFixtures
import Testing

/// A case of the oracles of the public RWKV-DR code: its record, its checkpoint and its program.
struct RWKVDRCase {
  /// Those of the named cases that are to be tested.
  static func testable(_ names: [String]) -> [String] { SharedFixtures.testable(names, below: "oracle/rwkv-dr") }

  let object: [String: Any]
  let model: RWKVModel
  let program: DepthProgram

  init(_ name: String, precision: Precision = .fp32) throws {
    object = try Oracle.object("oracle/rwkv-dr/\(name)/case.json")
    let file = try unwrap(object["model_file"] as? String)
    model = try RWKVModel(
      Checkpoint.open(SharedFixtures.nearest("oracle/rwkv-dr/\(name)/\(file)")), precision: precision)
    let graph = try unwrap(object["graph"] as? String)
    let preset = try unwrap(DepthPreset(rawValue: String(graph.prefix { $0 != " " })))
    var repeats: [Int: Int] = [:]
    for (group, count) in object["repeats"] as? [String: Int] ?? [:] { repeats[try unwrap(Int(group))] = count }
    var configuration = try preset.configuration(for: model.inventory, repeats: repeats)
    if graph.contains("ln0 at application 0 only") { configuration.inputNorm = .firstApplicationOnly }
    let config = try unwrap(object["config"] as? [String: Any])
    program = try configuration.program(loops: unwrap(config["num_hidden_layers"] as? Int), for: model.inventory)
  }

  var sequences: [[String: Any]] { object["sequences"] as? [[String: Any]] ?? [] }
}
