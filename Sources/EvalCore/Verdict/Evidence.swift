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
