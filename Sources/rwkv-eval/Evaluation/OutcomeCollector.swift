import EvalCore

/// Gathers answers that come in any order, and gives out a doc's outcome once all of its requests are answered.
struct OutcomeCollector {
  private let items: [EvaluationItem]
  private let readouts: [ReadoutDepth]
  /// The doc of each request.
  let docOfRequest: [Int]
  /// The first request of each doc; its others follow.
  private let firstRequest: [Int]
  private var answers: [[Loglikelihood]]
  /// Requests of each doc that are not answered.
  private var missing: [Int]
  private var outcomesOfDocs: [Outcome?]

  /// - Parameters:
  ///   - items: In run order.
  ///   - kept: Outcomes of some of them, which are not asked for again.
  init(items: [EvaluationItem], readouts: [ReadoutDepth], kept: [Outcome]) {
    self.items = items
    self.readouts = readouts
    missing = items.map(\.requests.count)
    docOfRequest = items.indices.flatMap { Array(repeating: $0, count: items[$0].requests.count) }
    var next = 0
    firstRequest = missing.map { count in
      defer { next += count }
      return next
    }
    answers = Array(repeating: [], count: docOfRequest.count)
    let keptOfDoc = Dictionary(uniqueKeysWithValues: kept.map { (DocKey($0), $0) })
    outcomesOfDocs = items.map { keptOfDoc[DocKey($0.doc)] }
  }

  /// The requests of docs that have their outcome.
  var knownRequests: Set<Int> { Set(docOfRequest.indices.filter { outcomesOfDocs[docOfRequest[$0]] != nil }) }

  /// The number of answers of every known request.
  var knownReadouts: [Int: Int] {
    Dictionary(
      uniqueKeysWithValues: docOfRequest.enumerated().compactMap { request, doc in
        outcomesOfDocs[doc].map { (request, $0.answers.count) }
      })
  }

  /// The outcomes that are there, in run order.
  var outcomes: [Outcome] { outcomesOfDocs.compactMap { $0 } }

  /// Takes the answers to some requests, each given once.
  ///
  /// - Returns: The outcomes that they complete, in run order.
  mutating func add(_ requests: [Int], _ answers: [[Loglikelihood]]) -> [Outcome] {
    var completed: [Int] = []
    for (request, answer) in zip(requests, answers) where outcomesOfDocs[docOfRequest[request]] == nil {
      let doc = docOfRequest[request]
      self.answers[request] = answer
      missing[doc] -= 1
      if missing[doc] == 0 { completed.append(doc) }
    }
    return completed.sorted().map { doc in
      let outcome = outcome(doc)
      outcomesOfDocs[doc] = outcome
      return outcome
    }
  }

  /// Gives the docs about which nothing is asked their outcomes: the log-likelihood of an empty text is 0.
  ///
  /// - Returns: Those that had none yet, in run order.
  mutating func addUnasked() -> [Outcome] {
    let unasked = items.indices.filter { items[$0].requests.isEmpty && outcomesOfDocs[$0] == nil }
    return unasked.map { index in
      let outcome = items[index].doc.answered(
        readouts.map { Outcome.Answer(loops: $0.loops, logprobs: [0], isGreedy: [true], fault: nil) })
      outcomesOfDocs[index] = outcome
      return outcome
    }
  }

  private func outcome(_ index: Int) -> Outcome {
    let item = items[index]
    let own = answers[firstRequest[index]...].prefix(item.requests.count)
    return item.doc.answered(
      (own.first ?? []).indices.map { readout in
        let all = own.map { $0[readout] }
        return Outcome.Answer(
          loops: readouts[readout].loops, choices: all.prefix(item.doc.requestCount),
          unconditional: all.dropFirst(item.doc.requestCount))
      })
  }
}
