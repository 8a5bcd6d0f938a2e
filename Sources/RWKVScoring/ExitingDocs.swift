internal import EvalCore

/// The docs of a batch on their way from read-out to read-out.
struct ExitingDocs {
  private var watches: [ExitWatch]
  /// Requests of each doc, as indices in the batch, in the order of its choices.
  private let requests: [[Int]]
  private(set) var goesOn: [Bool]

  /// - Parameter members: The requests of the batch.
  init(_ exit: EarlyExit, members: [Int]) {
    let places = Dictionary(grouping: members.indices) { exit.docOfRequest[members[$0]] }
    requests = places.sorted { $0.key < $1.key }.map { $0.value.sorted { members[$0] < members[$1] } }
    watches = requests.map { _ in ExitWatch(exit.rule) }
    goesOn = members.map { _ in true }
  }

  /// Stops the docs whose answers meet the rule.
  ///
  /// - Parameters:
  ///   - answers: Of each request at a read-out; nil for those that have stopped.
  ///   - loops: Total loops of the read-out.
  mutating func look(at answers: [Loglikelihood?], loops: Int?) {
    for doc in requests.indices where goesOn[requests[doc][0]] {
      let choices = requests[doc].compactMap { answers[$0] }
      let answer = Outcome.Answer(loops: loops, choices: choices)
      if watches[doc].stops(at: answer, loops: loops ?? 0) { for request in requests[doc] { goesOn[request] = false } }
    }
  }
}
