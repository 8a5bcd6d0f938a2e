import EvalCore

/// Docs in the order of their names, and what a model answered: what is compared to find configurations that answer alike.
struct AnsweredDocs {
  /// A doc with its content.
  struct Doc: Hashable {
    let key: DocKey
    let hash: String
  }

  /// The docs.
  let docs: [Doc]
  private let outcomes: [Outcome]

  /// Docs in any order.
  init(_ outcomes: [Outcome]) {
    let keyed = outcomes.map { (doc: Doc(key: DocKey($0), hash: $0.docHash), outcome: $0) }.sorted { a, b in
      (a.doc.key.task, a.doc.key.docID) < (b.doc.key.task, b.doc.key.docID)
    }
    docs = keyed.map(\.doc)
    self.outcomes = keyed.map(\.outcome)
  }

  /// A number a doc, equal for equal predictions; nil where no doc has a prediction.
  func predictions(at readout: Int) -> [Int]? {
    let predictions = outcomes.map { Self.prediction($0, at: readout) }
    return predictions.contains { $0 >= 0 } ? predictions : nil
  }

  /// The predicted choice, or whether the continuation is greedy; below 0 for none.
  private static func prediction(_ outcome: Outcome, at readout: Int) -> Int {
    guard outcome.outputType != .loglikelihoodRolling else { return -3 }
    switch outcome.prediction(at: readout) {
    case .choice(let index, _):
      return outcome.outputType == .loglikelihood ? (outcome.answers[readout].isGreedy == [true] ? 1 : 0) : index
    case .tie: return -1
    case .invalid: return -2
    }
  }
}
