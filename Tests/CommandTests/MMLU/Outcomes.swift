import Foundation

/// Lines of `outcomes.jsonl`, as far as tests read them.
struct Outcomes {
  /// A doc.
  struct Line: Decodable {
    let docID: Int
    let answers: [Answer]

    private enum CodingKeys: String, CodingKey {
      case answers
      case docID = "doc_id"
    }
  }

  /// A doc's answer at one loop count.
  struct Answer: Decodable {
    let logprobs: [Double?]
    let isGreedy: [Bool]
    let prediction: Int?

    private enum CodingKeys: String, CodingKey {
      case logprobs, prediction
      case isGreedy = "is_greedy"
    }
  }

  let lines: [Line]

  /// Reads a run's folder.
  init(_ run: String) throws {
    let text = try String(contentsOfFile: run + "/outcomes.jsonl", encoding: .utf8)
    lines = try text.split(separator: "\n").map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)) }
  }

  /// All log-probabilities in order.
  var logprobs: [Double?] { lines.flatMap { $0.answers.flatMap(\.logprobs) } }
}
