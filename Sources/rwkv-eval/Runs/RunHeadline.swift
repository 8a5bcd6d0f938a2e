import EvalCore
import Foundation

/// The one number of a run that a list shows: that of its last read-out, which has the most loops.
struct RunHeadline {
  /// For example `639/700 = 91.3 %`; of a collection that of its first task and how many more there are; nil without docs.
  let text: String?

  /// The headline of measured outcomes.
  init(_ result: RunResult, outcomes: [Outcome]) {
    let last = result.totals.enumerated().filter { ($0.offset + 1) % result.readouts.count == 0 }.map(\.element)
    let numbers = last.compactMap { row in
      Self.number(row, outcomes).map { row.level == .total ? $0 : "\(row.task) \($0)" }
    }
    let more = numbers.count > 1 ? ", \(numbers.count - 1) more" : ""
    text = numbers.first.map { $0 + more }
  }

  private static func number(_ row: TaskResult, _ outcomes: [Outcome]) -> String? {
    guard row.tally.judged == 0 else {
      return "\(row.tally.correct)/\(row.tally.judged) = " + String(format: "%.1f %%", 100 * row.accuracy)
    }
    let texts = outcomes.filter {
      $0.outputType == .loglikelihoodRolling && (row.level == .total || $0.task == row.task)
    }
    let bytes = texts.reduce(0) { $0 + ($1.bytes ?? 0) }
    guard bytes > 0 else { return nil }
    let nats = texts.reduce(0) { $0 + ($1.answers.last?.logprobs.reduce(0, +) ?? 0) }
    return String(format: "%.4f bits/byte", -nats / (Double(bytes) * log(2)))
  }
}
