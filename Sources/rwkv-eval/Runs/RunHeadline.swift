import EvalCore
import EvalReport
import Foundation

/// The one number of a run that a list shows: that of its last read-out, which has the most loops.
struct RunHeadline {
  /// For example `639/700 = 91.3 %`, or `word_perplexity 12.3456` where nothing is right or wrong; of a collection that of
  /// its first task and how many more there are; nil without docs.
  let text: String?

  /// The headline of a measured run.
  init(_ report: RunReport) {
    let result = report.result
    let last = result.totals.enumerated().filter { ($0.offset + 1) % result.readouts.count == 0 }.map(\.element)
    let metrics = report.readouts.last?.metrics?.tasks.map(\.metrics) ?? []
    let numbers = last.compactMap { row in
      Self.number(row, metrics).map { row.level == .total ? $0 : "\(row.task) \($0)" }
    }
    let more = numbers.count > 1 ? ", \(numbers.count - 1) more" : ""
    text = numbers.first.map { $0 + more }
  }

  private static func number(_ row: ResultRow, _ metrics: [TaskMetrics]) -> String? {
    guard row.tally.judged == 0 else {
      return "\(row.tally.correct)/\(row.tally.judged) = " + String(format: "%.1f %%", 100 * row.accuracy)
    }
    let task = row.level == .total ? metrics.first : metrics.first { $0.task == row.task }
    return task?.results.first.map { "\($0.name) " + String(format: "%.4f", $0.value) }
  }
}
