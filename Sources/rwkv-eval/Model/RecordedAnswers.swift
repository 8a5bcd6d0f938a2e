import Console
import EvalCore
import EvalTasks
import Foundation
import PythonValues

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
    /// Where it stands, from 1.
    let line: Int

    func isSame(as other: Answer) -> Bool {
      isGreedy == other.isGreedy && (logprob == other.logprob || (logprob.isNaN && other.logprob.isNaN))
    }
  }

  private struct Line {
    let question: Question
    let answer: Answer

    init(_ bytes: Data, number: Int, path: String) throws {
      guard let object = try JSONLine(bytes, number: number, path: path),
        case (.string(let context)?, .string(let continuation)?, .bool(let isGreedy)?) = (
          object["context"], object["continuation"], object["is_greedy"]
        ), let logprob = object["logprob"].flatMap(Self.nats)
      else {
        throw UserError(
          "\(path):\(number): not an answer",
          remedy: "Write {\"context\": text, \"continuation\": text, \"logprob\": number, \"is_greedy\": true or false}"
        )
      }
      question = Question(context, continuation)
      answer = Answer(logprob: logprob, isGreedy: isGreedy, line: number)
    }

    /// A number, or one of the words for what JSON has no number for.
    private static func nats(_ value: PythonValue) -> Double? {
      switch value {
      case .int(let number): Double(number)
      case .double(let number): number
      case .string("nan"): .nan
      case .string("inf"): .infinity
      case .string("-inf"): -.infinity
      default: nil
      }
    }
  }

  /// Reads a file; an answer that is there twice counts once.
  ///
  /// - Throws: `UserError` that names the file and the line: for one that is not an answer, and for two that answer one
  ///   request differently.
  init(contentsOf path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UserError(
        "--model answers:\(path): not a readable file",
        remedy: "Give a file of JSON lines with context, continuation, logprob and is_greedy")
    }
    var answers: [Question: Answer] = [:]
    for (index, bytes) in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
    where !bytes.isEmpty {
      let line = try Line(bytes, number: index + 1, path: path)
      let answer = line.answer
      guard let earlier = answers[line.question] else {
        answers[line.question] = answer
        continue
      }
      guard earlier.isSame(as: answer) else {
        throw UserError(
          "\(path):\(answer.line): another answer to the request of line \(earlier.line): \(answer.logprob), "
            + "\(answer.isGreedy), and there \(earlier.logprob), \(earlier.isGreedy)",
          remedy: "Keep the one that is right")
      }
    }
    name = "answers:\(URL(filePath: path).lastPathComponent)"
    self.path = path
    self.answers = answers
  }

  /// Looks requests up.
  ///
  /// - Throws: `UserError` for a request that is not in the file.
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
        throw UserError(
          "\(path): no answer to \(request.place?.description ?? "request \(number + 1) of \(total)"), which ends "
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
