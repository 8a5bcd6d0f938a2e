import EvalCore
import Foundation

/// A model that looks its answers up in a file: log-likelihoods that another program computed.
///
/// The file has a JSON object a line: `{"context": …, "continuation": …, "logprob": …, "is_greedy": …}`. A log-likelihood
/// that is no number is `"nan"`, `"inf"` or `"-inf"`.
struct RecordedAnswers: LanguageModel {
  let name: String
  /// One read-out, of a model that does not loop.
  let readouts = [ReadoutDepth(loops: nil, layerApplications: 0)]
  private let path: String
  private let answers: [Question: Answer]

  /// What was asked, as UTF-8: Swift takes texts that look the same for the same.
  private struct Question: Hashable {
    let context, continuation: [UInt8]

    init(_ context: String, _ continuation: String) {
      self.context = Array(context.utf8)
      self.continuation = Array(continuation.utf8)
    }
  }

  private struct Answer {
    let logprob: Double
    let isGreedy: Bool
  }

  private struct Line: Decodable {
    let context, continuation: String
    let logprob: Double
    let isGreedy: Bool
  }

  /// Reads a file.
  ///
  /// - Throws: `InputError` that names the file and the line.
  init(contentsOf path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw InputError(
        "--model answers:\(path): not a readable file",
        remedy: "Give a file of JSON lines with context, continuation, logprob and is_greedy")
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    var answers: [Question: Answer] = [:]
    for (number, text) in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
    where !text.isEmpty {
      guard let line = try? decoder.decode(Line.self, from: Data(text)) else {
        throw InputError(
          "\(path):\(number + 1): not an answer",
          remedy: "Write {\"context\": text, \"continuation\": text, \"logprob\": number, \"is_greedy\": true or false}"
        )
      }
      answers[Question(line.context, line.continuation)] = Answer(logprob: line.logprob, isGreedy: line.isGreedy)
    }
    name = "answers:\(URL(filePath: path).lastPathComponent)"
    self.path = path
    self.answers = answers
  }

  /// Looks requests up.
  ///
  /// - Throws: `InputError` for a request that is not in the file.
  func loglikelihoods(
    of docs: [DocRequests], progress: (ScoringProgress) throws -> Void
  ) throws -> [[[Loglikelihood]]] {
    var number = -1
    let total = docs.reduce(0) { $0 + $1.requests.count }
    return try docs.unknownAnswers { request in
      number += 1
      guard case (.text(let context), .text(let continuation)) = (request.context, request.continuation),
        let answer = answers[Question(context, continuation)]
      else {
        throw InputError(
          "\(path): no answer to request \(number) of \(total), which ends "
            + "\(Self.end(of: request.context)) and goes on \(Self.end(of: request.continuation))",
          remedy: "Write the requests with --write-requests, and an answer to each of them into the file")
      }
      return Loglikelihood(logprob: answer.logprob, isGreedy: answer.isGreedy, tokenCount: 1)
    }
  }

  private static func end(of content: LoglikelihoodRequest.Content) -> String {
    switch content {
    case .text(let text): text.suffix(40).debugDescription
    case .tokens(let tokens): "with tokens \(tokens.suffix(5))"
    }
  }
}
