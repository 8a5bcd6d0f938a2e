import EvalCore
import EvalReport

/// Read-outs of two runs that are compared with each other, by index.
struct ReadoutPair: Equatable {
  let first: Int
  let second: Int

  /// The pairs of two stored runs.
  static func pairs(_ first: StoredReport, _ second: StoredReport) throws -> [ReadoutPair] {
    let firsts = first.report.result.readouts
    let seconds = second.report.result.readouts
    let pairs = pairs(firsts, seconds)
    guard !pairs.isEmpty else { throw ReportError.noCommonLoops(first.path, firsts, second.path, seconds) }
    return pairs
  }

  /// Every loop count that both have; the only read-outs where each has one.
  static func pairs(_ first: [Int?], _ second: [Int?]) -> [ReadoutPair] {
    if first.count == 1, second.count == 1 { return [ReadoutPair(first: 0, second: 0)] }
    return first.enumerated().compactMap { index, loops in
      second.firstIndex(of: loops).map { ReadoutPair(first: index, second: $0) }
    }
  }
}
