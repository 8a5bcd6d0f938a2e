import Console
import EvalCore
import EvalTasks
import Foundation
import PythonValues

/// Reads requests from JSON lines.
struct RequestReader {
  /// A file, or `-` for standard input.
  let path: String

  /// The requests, in the order of their lines; blank lines are passed over.
  ///
  /// - Throws: `UserError` that names the file and the line.
  func read() throws -> [LoglikelihoodRequest] {
    let data = try contents()
    guard String(data: data, encoding: .utf8) != nil else {
      throw UserError("\(place): not valid UTF-8", remedy: "Write the requests as UTF-8")
    }
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var requests: [LoglikelihoodRequest] = []
    for (number, line) in lines.enumerated() {
      let isBlank = line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\t") }
      if !isBlank { requests.append(try request(line, line: number + 1)) }
    }
    guard !requests.isEmpty else {
      throw UserError(
        "\(place): no requests in it", remedy: "Write a JSON object a line: {\"context\": …, \"continuation\": …}")
    }
    return requests
  }

  private var place: String { path == "-" ? "standard input" : path }

  private func contents() throws -> Data {
    if path == "-" {
      do { return try StandardStreams.readAll() } catch {
        throw UserError("\(error)", remedy: "Redirect a file to it, or name the file with --requests")
      }
    }
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      let contents = FileManager.default.contents(atPath: path)
    else {
      throw UserError(
        "--requests \(path): not a readable file", remedy: "Give a file of JSON lines, or - for standard input")
    }
    return contents
  }

  private func request(_ bytes: Data, line: Int) throws -> LoglikelihoodRequest {
    let place = place
    guard let object = try JSONLine(bytes, number: line, path: place) else {
      throw UserError(
        "\(place):\(line): not a JSON object", remedy: "Write {\"context\": …, \"continuation\": …} on one line")
    }
    do {
      let request = try RequestLine(object)
      return LoglikelihoodRequest(
        context: request.context, continuation: request.continuation, place: .line(line, of: place))
    } catch {
      throw UserError("\(place):\(line): \(error.what)", remedy: error.remedy)
    }
  }
}

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
