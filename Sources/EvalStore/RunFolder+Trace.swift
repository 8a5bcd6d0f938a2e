public import EvalCore
import Foundation

extension RunFolder {
  private var tracePath: String { path + "/trace.jsonl" }

  /// Keeps what a depth program did to hidden states, a line a layer application.
  ///
  /// - Throws: `RunFolderError` when the disk does not take it.
  public func write(_ trace: DepthTrace) throws {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let lines = try trace.records.map { try encoder.encode($0) + [UInt8(ascii: "\n")] }
      try Data(lines.joined()).write(to: URL(filePath: tracePath), options: .atomic)
    } catch {
      throw RunFolderError.cannotWrite(tracePath, cause: error)
    }
  }

  /// Reads the trace.
  ///
  /// - Returns: Nil where the run has none.
  /// - Throws: `RunFolderError` naming the line that is damaged.
  public func readTrace() throws -> DepthTrace? {
    guard let data = FileManager.default.contents(atPath: tracePath) else { return nil }
    let lines = data.split(separator: UInt8(ascii: "\n"))
    return DepthTrace(
      try lines.enumerated().map { index, line in
        do {
          return try JSONDecoder().decode(DepthTraceRecord.self, from: line)
        } catch let error as DecodingError {
          throw RunFolderError.badLine(tracePath, index + 1, error.oneLine)
        }
      })
  }
}
