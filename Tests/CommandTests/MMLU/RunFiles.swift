import Foundation
import Testing

/// The files of a run's folder, as tests look into them and damage them.
struct RunFiles {
  let path: String

  init(_ path: String) { self.path = path }

  /// The bytes of `outcomes.jsonl`; none where it is not there.
  var outcomes: Data { FileManager.default.contents(atPath: path + "/outcomes.jsonl") ?? Data() }

  /// The number of whole lines.
  var lineCount: Int { outcomes.count { $0 == UInt8(ascii: "\n") } }

  /// The manifest's keys.
  func manifest() throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: path + "/manifest.json"))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// Makes a finished run one that was killed after the given outcomes.
  func stop(after outcomes: some Sequence<UInt8>, seconds: Double = 100) throws {
    var manifest = try manifest()
    manifest["elapsedSeconds"] = nil
    manifest["work"] = nil
    manifest["secondsSoFar"] = seconds
    try JSONSerialization.data(withJSONObject: manifest).write(to: URL(filePath: path + "/manifest.json"))
    try Data(outcomes).write(to: URL(filePath: path + "/outcomes.jsonl"))
  }
}
