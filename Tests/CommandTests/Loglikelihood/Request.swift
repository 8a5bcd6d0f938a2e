import Foundation

/// A line that `loglikelihood` reads.
struct Request: Encodable {
  var context: String?
  var contextTokens: [Int]?
  var continuation: String?
  var continuationTokens: [Int]?

  private enum CodingKeys: String, CodingKey {
    case context, continuation
    case contextTokens = "context_tokens"
    case continuationTokens = "continuation_tokens"
  }

  /// Scores the requests through the command's standard input.
  static func score(_ requests: [Request], _ arguments: [String]) throws -> [Answer] {
    let lines = try requests.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
    let input = lines.joined(separator: "\n")
    return try Answer.lines(Tool.output(["loglikelihood", "--requests", "-"] + arguments, input: input))
  }
}
