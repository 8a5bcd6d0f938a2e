import EvalCore
import Foundation

/// Reads requests from JSON lines.
struct RequestReader {
  let path: String

  func read() throws -> [LoglikelihoodRequest] {
    let data: Data
    if path == "-" {
      data = FileHandle.standardInput.readDataToEndOfFile()
    } else {
      var isFolder: ObjCBool = false
      guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
        let contents = FileManager.default.contents(atPath: path)
      else {
        throw InputError(
          "--requests \(path): not a readable file", remedy: "Give a file of JSON lines, or - for standard input")
      }
      data = contents
    }
    guard String(data: data, encoding: .utf8) != nil else {
      throw InputError("\(path): not valid UTF-8", remedy: "Write the requests as UTF-8")
    }
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var requests: [LoglikelihoodRequest] = []
    for (number, line) in lines.enumerated() {
      let isBlank = line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\t") }
      if !isBlank { requests.append(try request(Data(line), line: number + 1)) }
    }
    guard !requests.isEmpty else {
      throw InputError(
        "\(path): no requests in it", remedy: "Write a JSON object a line: {\"context\": …, \"continuation\": …}")
    }
    return requests
  }

  private func request(_ line: Data, line number: Int) throws -> LoglikelihoodRequest {
    guard let object = (try? JSONSerialization.jsonObject(with: line)) as? [String: Any] else {
      throw InputError(
        "\(path):\(number): not a JSON object", remedy: "Write {\"context\": …, \"continuation\": …} on one line")
    }
    let known = ["context", "context_tokens", "continuation", "continuation_tokens"]
    if let key = object.keys.sorted().first(where: { !known.contains($0) }) {
      throw InputError("\(path):\(number): unknown key \"\(key)\"", remedy: "Known: \(known.joined(separator: ", "))")
    }
    return LoglikelihoodRequest(
      context: try content("context", of: object, line: number),
      continuation: try content("continuation", of: object, line: number))
  }

  private func content(_ key: String, of object: [String: Any], line: Int) throws -> LoglikelihoodRequest.Content {
    switch (object[key], object[key + "_tokens"]) {
    case (let text as String, nil): return .text(text)
    case (nil, let tokens as [Int]): return .tokens(tokens)
    case (nil, nil):
      throw InputError("\(path):\(line): no \(key)", remedy: "Give \"\(key)\": text, or \"\(key)_tokens\": [ids]")
    case (.some, .some):
      throw InputError("\(path):\(line): both \(key) and \(key)_tokens", remedy: "Give one of them")
    default:
      throw InputError(
        "\(path):\(line): \(key) is neither a text nor a list of whole numbers",
        remedy: "Give \"\(key)\": text, or \"\(key)_tokens\": [ids]")
    }
  }
}
