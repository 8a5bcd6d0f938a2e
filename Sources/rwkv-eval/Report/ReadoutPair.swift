import Console
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
    guard !pairs.isEmpty else {
      throw UserError(
        "compare: no loop count in common: \(first.path) has \(Self.words(firsts)), \(second.path) has \(Self.words(seconds))",
        remedy: "Run one of them again with a loop count of the other")
    }
    return pairs
  }

  /// Every loop count that both have; the only read-outs where each has one.
  static func pairs(_ first: [Int?], _ second: [Int?]) -> [ReadoutPair] {
    if first.count == 1, second.count == 1 { return [ReadoutPair(first: 0, second: 0)] }
    return first.enumerated().compactMap { index, loops in
      second.firstIndex(of: loops).map { ReadoutPair(first: index, second: $0) }
    }
  }

  private static func words(_ loops: [Int?]) -> String {
    loops.map { $0.map(String.init) ?? "none" }.joined(separator: ", ")
  }
}
