import Foundation

/// `oracle.json` of a bundled model: log-probabilities of the four letters in float64 arithmetic.
struct ModelOracle: Decodable {
  let letterIDs: [Int]
  let prompts: [Prompt]

  struct Prompt: Decodable {
    let prompt: String
    let tokens: [Int]
    /// By loop count.
    let values: [String: Values]

    private enum CodingKeys: String, CodingKey {
      case prompt, tokens
      case values = "bf16_weights"
    }
  }

  struct Values: Decodable {
    let logprobs: [Double]
    let greediest: Int
    let firstLogits: [Double]

    private enum CodingKeys: String, CodingKey {
      case logprobs
      case greediest = "argmax_token"
      case firstLogits = "logits_first8"
    }
  }

  private enum CodingKeys: String, CodingKey {
    case prompts
    case letterIDs = "letter_ids"
  }

  init(_ model: String) throws {
    self = try JSONDecoder().decode(ModelOracle.self, from: Bundled.data(model + "/oracle.json"))
  }
}
