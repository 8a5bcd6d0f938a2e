import EvalCore
import Foundation

/// The accuracy of the docs that are complete, at the last read-out; rolling texts, and docs without a right choice, are
/// left out.
struct RunningAccuracy {
  private(set) var correct = 0
  private(set) var judged = 0

  /// Counts more outcomes.
  mutating func add(_ outcomes: some Sequence<Outcome>) {
    for outcome in outcomes where outcome.outputType == .loglikelihood || !outcome.golds.isEmpty {
      judged += 1
      if let last = outcome.answers.indices.last, outcome.isRight(at: last) { correct += 1 }
    }
  }

  /// In percent, with Wilson's 95 % interval, for example `acc 41.3 % (31.1-52.2)`; nil where nothing is to be judged.
  var text: String? {
    guard judged > 0 else { return nil }
    let interval = ConfidenceInterval.wilson(successes: correct, trials: judged)
    return String(
      format: "acc %.1f %% (%.1f-%.1f)", 100 * Double(correct) / Double(judged), 100 * interval.low, 100 * interval.high
    )
  }
}
