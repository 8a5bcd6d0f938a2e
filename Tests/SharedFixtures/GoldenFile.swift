public import Testing
import Foundation

/// A file that holds what a test expects: in the folder `Golden` beside the test's file, or beside a folder that it is in.
///
/// `RECORD_GOLDEN=1 swift test` writes the files anew, and such a run fails, so that nobody takes it for a passing one.
public struct GoldenFile {
  private let name: String
  private let path: String

  /// The file of a name.
  ///
  /// - Parameter test: Path of the test's file.
  public init(name: String, test: String = #filePath) {
    self.name = name
    var folder = URL(filePath: test).deletingLastPathComponent()
    func golden() -> String { folder.appending(path: "Golden").path }
    while !FileManager.default.fileExists(atPath: golden()), folder.pathComponents.count > 1 {
      folder.deleteLastPathComponent()
    }
    path = golden() + "/" + name
  }

  /// Expects `text` to be what the file holds.
  public func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
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
