/// What the rules of the verdict look at: docs at one read-out depth.
struct Evidence {
  /// The docs in run order.
  let outcomes: [Outcome]
  /// Index of the read-out in the outcomes' answers.
  let readout: Int
  /// Whether every result was rounded to a narrower format than fp32, so that honest numbers can be equal.
  let isRounded: Bool
  /// The counts over these docs at this read-out.
  let tally: Tally

  /// Evidence of `outcomes` at the read-out with index `readout`.
  init(outcomes: [Outcome], readout: Int, isRounded: Bool = false) {
    self.outcomes = outcomes
    self.readout = readout
    self.isRounded = isRounded
    tally = Tally(outcomes, readout: readout)
  }

  /// What every rule finds: for all docs of a run.
  var reasonsOfRun: [VerdictReason] {
    reasons([
      NoDocs(), NonFinite(), VarianceOverflow(), ExactTies(), IdenticalLikelihoods(), ConstantPrediction(),
      ConstantScore(), IndependentPredictions(), NotAboveBestConstant(), LowChoiceMass(), NeverGreedy(),
      WorseThanUniformBytes(), NoRightAnswers(), OwnExamples(),
    ])
  }

  /// What the rules find that need no statistics to be right about few docs: for a task or group.
  ///
  /// Of the rules that say SUSPECT, several would hit a healthy model in one of 57 subjects by accident.
  var reasonsOfPart: [VerdictReason] {
    reasons([
      NoDocs(), NonFinite(), VarianceOverflow(), ExactTies(), IdenticalLikelihoods(), NoRightAnswers(),
    ])
    .filter { $0.status == .invalid }
  }

  private func reasons(_ rules: [any VerdictRule]) -> [VerdictReason] { rules.compactMap { $0.reason(in: self) } }
}

/// What the rules about a whole run look at.
struct RunEvidence {
  /// The docs in run order.
  let outcomes: [Outcome]
  /// Total loops of every read-out.
  let readouts: [Int?]
  /// Whether the run reached its end.
  let completion: Completion
  /// Loop counts that the model was trained with; nil where that is not known.
  var loopsTrained: ClosedRange<Int>?
  /// Whether no rule objects to the docs at any read-out.
  var isHealthy = false

  /// Whether a loop count is one at which, or beyond which, the model was trained.
  func isTrained(_ loops: Int) -> Bool { loopsTrained.map { loops >= $0.lowerBound } ?? false }

  /// What the rules about a whole run found.
  var reasons: [VerdictReason] {
    let rules: [any RunVerdictRule] = [UnfinishedRun(), IdenticalOverLoops(), UnchangedByLoops()]
    return rules.compactMap { $0.reason(in: self) }
  }
}

/// The docs that a rule objects to, as words.
struct ObjectedDocs {
  /// The docs in run order.
  let docs: [Outcome]
  /// Index of the read-out.
  let readout: Int

  /// The docs of `evidence` that satisfy `condition` at its read-out.
  init(in evidence: Evidence, where condition: (Outcome, _ readout: Int) -> Bool) {
    docs = evidence.outcomes.filter { condition($0, evidence.readout) }
    readout = evidence.readout
  }

  /// Names the first doc and, where it is known, the place at which its numbers broke.
  var first: String {
    guard let doc = docs.first else { return "none" }
    let answer = doc.answers[readout]
    let cause = answer.fault.map { ": \($0)" } ?? ": log-likelihoods \(answer.logprobs)"
    return "\(doc.task) doc \(doc.docID)" + cause
  }
}

/// A number of docs out of a number of docs, as words.
struct DocShare: CustomStringConvertible {
  /// Docs in question.
  let count: Int
  /// All docs.
  let total: Int

  /// For example `141 of 14042 docs (1.0 %)`.
  var description: String { "\(count) of \(total) docs (\((Double(count) / Double(total)).percent(1)))" }

  /// Whether the share is above `numerator` / `denominator`, without rounding.
  func exceeds(_ numerator: Int, outOf denominator: Int) -> Bool { count * denominator > total * numerator }
}
