import Foundation

/// A line that `loglikelihood` writes.
struct Answer: Decodable {
  let logprob: Double?
  let isGreedy: Bool?
  let tokens: Int?
  let loops: Int?
  let logits: [Double?]?
  let fault: Fault?
  let readouts: [Answer]?

  /// Where the numbers broke.
  struct Fault: Decodable, Equatable {
    let kind: String
    let application: Int?
    let layer: Int?
    let group: Int?
    let loop: Int?
    let position: Int?
  }

  private enum CodingKeys: String, CodingKey {
    case logprob, tokens, loops, logits, fault, readouts
    case isGreedy = "is_greedy"
  }

  /// How far apart two log-probabilities are, in nats; infinite where one is missing.
  func distance(to other: Double?) -> Double {
    guard let logprob, let other else { return .infinity }
    return abs(logprob - other)
  }

  /// The lines of the command's output.
  static func lines(_ output: String) throws -> [Answer] {
    try output.split(separator: "\n").map { try JSONDecoder().decode(Answer.self, from: Data($0.utf8)) }
  }
}
