/// Why reports or comparisons cannot be made from runs that are all right by themselves.
enum ReportError: Error, CustomStringConvertible {
  /// CSV has one header.
  case severalRunsInCSV(Int)
  /// Fewer than two runs.
  case nothingToCompare(Int)
  /// Two runs have no loop count in common.
  case noCommonLoops(String, [Int?], String, [Int?])

  var description: String {
    switch self {
    case .severalRunsInCSV(let count):
      "report: --format csv takes one run, got \(count). Make a file for each run, or use --format json."
    case .nothingToCompare(let count):
      "compare: needs two runs or more, got \(count). Give the folder of the run to compare with first."
    case .noCommonLoops(let first, let firstLoops, let second, let secondLoops):
      "compare: no loop count in common: \(first) has \(Self.words(firstLoops)), \(second) has "
        + "\(Self.words(secondLoops)). Run one of them again with a loop count of the other."
    }
  }

  private static func words(_ loops: [Int?]) -> String {
    loops.map { $0.map(String.init) ?? "none" }.joined(separator: ", ")
  }
}
