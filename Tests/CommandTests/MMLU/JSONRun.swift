import Foundation

/// What `--format json` writes, with the keys and types that its readers count on.
struct JSONRun: Decodable {
  let manifest: Manifest
  let verdict: Verdict
  let results: [Row]

  struct Manifest: Decodable {
    let toolVersion: String
    let commandLine: [String]
    let elapsedSeconds: Double
    let model: Model
    let task: Task

    struct Model: Decodable {
      let name: String
      let sha256: String?
      let program: String?
    }

    struct Task: Decodable {
      let docs: Int
      let contextsSHA256: String
    }
  }

  struct Verdict: Decodable, Equatable {
    let status: String
    let reasons: [String]
  }

  struct Row: Decodable, Equatable {
    let task: String
    let level: String
    let loops: Int?
    let correct: Int
    let total: Int
    let accuracy: Double
    let stderr: Double?
    let ci95: [Double]
    let predicted: [String: Int]
    let gold: [String: Int]
    let invalid: Int
    let ties: Int
    let verdict: String
  }

  init(_ text: String) throws {
    self = try JSONDecoder().decode(JSONRun.self, from: Data(text.utf8))
  }

  /// The rows of one level (`total`, `group`, `task`).
  func rows(_ level: String) -> [Row] { results.filter { $0.level == level } }
}
