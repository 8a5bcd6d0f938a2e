import Foundation
import Testing

/// A file beside the tests that holds what a plot looks like.
///
/// `RECORD_GOLDEN=1 swift test` writes the files anew, and such a run fails, so that nobody takes it for a passing one.
struct GoldenFile {
  let name: String

  private var path: String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)").path
  }

  /// Expects `text` to be what the file holds.
  func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: URL(filePath: path))
      Issue.record("recorded \(name)", sourceLocation: sourceLocation)
      return
    }
    let expected = try String(contentsOfFile: path, encoding: .utf8)
    let lines = zip(expected.components(separatedBy: "\n"), text.components(separatedBy: "\n"))
    for (number, pair) in lines.enumerated() where pair.0 != pair.1 {
      Issue.record(
        "\(name):\(number + 1): expected \"\(pair.0)\", got \"\(pair.1)\"", sourceLocation: sourceLocation)
      return
    }
    #expect(text == expected, "\(name) has another number of lines", sourceLocation: sourceLocation)
  }
}
