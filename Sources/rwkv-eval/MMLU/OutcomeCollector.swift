import EvalCore

/// Gathers answers that come in any order, and gives out a doc's outcome once all of its requests are answered.
struct OutcomeCollector {
  private let docs: [Outcome]
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
  ///   - docs: Without answers, in run order; a request a choice.
  ///   - kept: Outcomes of some of them, which are not asked for again.
  init(docs: [Outcome], readouts: [ReadoutDepth], kept: [Outcome]) {
    self.docs = docs
    self.readouts = readouts
    missing = docs.map(\.choices.count)
    docOfRequest = docs.indices.flatMap { Array(repeating: $0, count: docs[$0].choices.count) }
    var next = 0
    firstRequest = missing.map { count in
      defer { next += count }
      return next
    }
    answers = Array(repeating: [], count: docOfRequest.count)
    let keptOfDoc = Dictionary(uniqueKeysWithValues: kept.map { (DocKey($0), $0) })
    outcomesOfDocs = docs.map { keptOfDoc[DocKey($0)] }
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

  private func outcome(_ index: Int) -> Outcome {
    let doc = docs[index]
    let own = answers[firstRequest[index]...].prefix(doc.choices.count)
    return Outcome(
      task: doc.task, docID: doc.docID, docHash: doc.docHash, promptHash: doc.promptHash, targetHash: doc.targetHash,
      choices: doc.choices, gold: doc.gold,
      answers: (own.first ?? []).indices.map { readout in
        Outcome.Answer(loops: readouts[readout].loops, choices: own.map { $0[readout] })
      })
  }
}
