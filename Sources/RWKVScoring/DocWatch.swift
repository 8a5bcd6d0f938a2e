internal import EvalCore

/// The docs of a batch on their way from read-out to read-out, until a rule stops them.
struct DocWatch {
  private var watches: [ExitWatch]
  private(set) var goesOn: [Bool]

  /// - Parameter docs: Their number.
  init(_ rule: ExitRule, docs: Int) {
    watches = Array(repeating: ExitWatch(rule), count: docs)
    goesOn = Array(repeating: true, count: docs)
  }

  /// Stops the doc if its answers meet the rule.
  ///
  /// - Parameters:
  ///   - answers: Of its requests at a read-out.
  ///   - loops: Total loops of the read-out.
  mutating func look(at answers: [Loglikelihood], of doc: Int, loops: Int?) {
    guard goesOn[doc] else { return }
    if watches[doc].stops(at: Outcome.Answer(loops: loops, choices: answers), loops: loops ?? 0) {
      goesOn[doc] = false
    }
  }
}
