import Foundation

/// The lines of an `outcomes.jsonl`.
struct OutcomeLines {
  /// The lines that end with a line feed.
  let complete: [Data]
  /// Whether there is something after the last line feed: a line that was being written when the run stopped.
  let hasTornEnd: Bool
  /// Bytes of the complete lines.
  let completeLength: Int

  /// Reads the lines of the file at `path`.
  init(contentsOf path: String) throws(RunFolderError) {
    guard let data = FileManager.default.contents(atPath: path) else { throw .noOutcomes(path) }
    var parts = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let rest = parts.popLast() ?? Data()
    complete = parts
    hasTornEnd = !rest.isEmpty
    completeLength = data.count - rest.count
  }
}
