import Foundation
import RWKVModel
import SharedFixtures
import Testing

/// One of the models in `models/`, with its oracle.
struct BundledModel {
  let model: RWKVModel
  private let oracle: [String: Any]

  init(_ name: String) throws {
    let folder = SharedFixtures.packageRoot + "/models/" + name
    model = try RWKVModel(Checkpoint.open(folder + "/model.safetensors"))
    let data = try Data(contentsOf: URL(filePath: folder + "/oracle.json"))
    oracle = try unwrap(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// The program of the model's `config.json` with a number of loops.
  func program(loops: Int) throws -> DepthProgram {
    try DepthFlags().resolve(
      configurationPath: model.checkpoint.configurationPath, inventory: model.inventory, isLooped: true
    ).configuration.program(loops: loops, for: model.inventory)
  }

  /// A prompt of the oracle: its tokens and, per loop count, the float64 log-probabilities of the letters.
  struct Prompt {
    let tokens: [Int32]
    let logprobs: [Int: [Double]]
    let argmax: [Int: Int]
  }

  func letters() throws -> [Int] { try unwrap(oracle["letter_ids"] as? [Int]) }

  func prompts() throws -> [Prompt] {
    try unwrap(oracle["prompts"] as? [[String: Any]]).map { prompt in
      var logprobs: [Int: [Double]] = [:]
      var argmax: [Int: Int] = [:]
      for (loops, values) in try unwrap(prompt["bf16_weights"] as? [String: [String: Any]]) {
        let count = try unwrap(Int(loops))
        logprobs[count] = try Oracle.floats(values["logprobs"])
        argmax[count] = try unwrap(values["argmax_token"] as? Int)
      }
      let tokens = try unwrap(prompt["tokens"] as? [Int]).map(Int32.init)
      return Prompt(tokens: tokens, logprobs: logprobs, argmax: argmax)
    }
  }
}
