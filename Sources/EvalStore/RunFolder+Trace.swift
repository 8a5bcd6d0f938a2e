internal import Console
public import EvalCore
import Foundation

extension RunFolder {
  private var tracePath: String { path + "/trace.jsonl" }

  /// Keeps what a depth program did to hidden states, a line a layer application.
  ///
  /// - Throws: `UserError` when the disk does not take it.
  public func write(_ trace: DepthTrace) throws {
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let lines = try trace.records.map { try encoder.encode($0) + [UInt8(ascii: "\n")] }
      try Data(lines.joined()).write(to: URL(filePath: tracePath), options: .atomic)
    } catch {
      throw UserError.cannotWrite(tracePath, cause: error)
    }
  }

  /// Whether a trace is there.
  public var hasTrace: Bool { FileManager.default.fileExists(atPath: tracePath) }

  /// Reads the trace.
  ///
  /// - Returns: Nil where the run has none.
  /// - Throws: `UserError` naming the line that is damaged.
  public func readTrace() throws -> DepthTrace? {
    guard let data = FileManager.default.contents(atPath: tracePath) else { return nil }
    let lines = data.split(separator: UInt8(ascii: "\n"))
    return DepthTrace(
      try lines.enumerated().map { index, line in
        do {
          let record = try JSONDecoder().decode(DepthTraceRecord.self, from: line)
          if let problem = Self.problem(record) { throw UserError.badLine(tracePath, index + 1, problem) }
          return record
        } catch let error as DecodingError {
          throw UserError.badLine(tracePath, index + 1, error.oneLine)
        }
      })
  }

  private static func problem(_ record: DepthTraceRecord) -> String? {
    let places = PlausibleRange.places
    if let problem = PlausibleRange.problem(
      [
        ("application", record.application, places), ("layer", record.layer, places), ("group", record.group, places),
        ("loop", record.loop, places), ("rows", record.rows, places),
        ("non_finite_rows", record.nonFiniteRows, 0...max(0, record.rows)),
      ] + record.lagged.keys.sorted().map { ("lagged", $0, 1...4) })
    {
      return problem
    }
    guard let share = record.frozenShare, !(0...1).contains(share) else { return nil }
    return "key \"frozen_share\" is \(share), and a share is from 0 to 1"
  }
}
