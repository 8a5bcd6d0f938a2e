import EvalCore
import EvalTasks
import PythonValues

/// A line of a request file.
struct RequestLine {
  /// The keys that a line may have.
  enum Key: String, CaseIterable {
    case context
    case contextTokens = "context_tokens"
    case continuation
    case continuationTokens = "continuation_tokens"
  }

  let context: LoglikelihoodRequest.Content
  let continuation: LoglikelihoodRequest.Content

  /// - Throws: `Problem` for an object that is no request.
  init(_ object: JSONLine) throws(Problem) {
    if let name = object.keys.sorted().first(where: { Key(rawValue: $0) == nil }) {
      throw Problem("unknown key \"\(name)\"", remedy: "Known: \(Key.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    context = try Self.content(.context, .contextTokens, of: object)
    continuation = try Self.content(.continuation, .continuationTokens, of: object)
  }

  private static func content(
    _ text: Key, _ tokens: Key, of object: JSONLine
  ) throws(Problem) -> LoglikelihoodRequest.Content {
    let remedy = "Give \"\(text.rawValue)\": text, or \"\(tokens.rawValue)\": [ids]"
    switch (object[text.rawValue], object[tokens.rawValue]) {
    case (.some, .some):
      throw Problem("both \(text.rawValue) and \(tokens.rawValue)", remedy: "Give one of them")
    case (nil, nil): throw Problem("no \(text.rawValue)", remedy: remedy)
    case (.string(let value)?, nil): return .text(value)
    case (.some, nil): throw Problem("\(text.rawValue) is not a text", remedy: remedy)
    case (nil, .list(let values)?):
      let ids = values.compactMap(Self.whole)
      guard ids.count == values.count else { fallthrough }
      return .tokens(ids)
    case (nil, .some): throw Problem("\(tokens.rawValue) is not a list of whole numbers", remedy: remedy)
    }
  }

  /// A whole number, be it written as 5.0.
  private static func whole(_ value: PythonValue) -> Int? {
    switch value {
    case .int(let number): number
    case .double(let number): Int(exactly: number)
    default: nil
    }
  }

  /// What is wrong with a line; the reader adds where.
  struct Problem: Error {
    let what: String
    let remedy: String

    init(_ what: String, remedy: String) {
      self.what = what
      self.remedy = remedy
    }
  }
}
