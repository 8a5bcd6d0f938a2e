import Console
import EvalCore
import EvalTasks
import Foundation

/// Reads requests from JSON lines.
struct RequestReader {
  /// A file, or `-` for standard input.
  let path: String

  /// The requests, in the order of their lines; blank lines are passed over.
  ///
  /// - Throws: `InputError` that names the file and the line.
  func read() throws -> [LoglikelihoodRequest] {
    let data = try contents()
    guard String(data: data, encoding: .utf8) != nil else {
      throw InputError("\(place): not valid UTF-8", remedy: "Write the requests as UTF-8")
    }
    let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var requests: [LoglikelihoodRequest] = []
    for (number, line) in lines.enumerated() {
      let isBlank = line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\t") }
      if !isBlank { requests.append(try request(line, line: number + 1)) }
    }
    guard !requests.isEmpty else {
      throw InputError(
        "\(place): no requests in it", remedy: "Write a JSON object a line: {\"context\": …, \"continuation\": …}")
    }
    return requests
  }

  private var place: String { path == "-" ? "standard input" : path }

  private func contents() throws -> Data {
    if path == "-" {
      do { return try StandardStreams.readAll() } catch {
        throw InputError("\(error)", remedy: "Redirect a file to it, or name the file with --requests")
      }
    }
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      let contents = FileManager.default.contents(atPath: path)
    else {
      throw InputError(
        "--requests \(path): not a readable file", remedy: "Give a file of JSON lines, or - for standard input")
    }
    return contents
  }

  private func request(_ bytes: Data, line: Int) throws -> LoglikelihoodRequest {
    let place = place
    guard let object = try JSONLine(bytes, number: line, path: place) else {
      throw InputError(
        "\(place):\(line): not a JSON object", remedy: "Write {\"context\": …, \"continuation\": …} on one line")
    }
    do {
      let request = try RequestLine(object)
      return LoglikelihoodRequest(
        context: request.context, continuation: request.continuation, place: .line(line, of: place))
    } catch {
      throw InputError("\(place):\(line): \(error.what)", remedy: error.remedy)
    }
  }
}
