/// What the rules of the verdict look at: docs at one read-out depth.
struct Evidence {
  /// The docs in run order.
  let outcomes: [Outcome]
  /// Index of the read-out in the outcomes' answers.
  let readout: Int
  /// The counts over these docs at this read-out.
  let tally: Tally

  /// Evidence of `outcomes` at the read-out with index `readout`.
  init(outcomes: [Outcome], readout: Int) {
    self.outcomes = outcomes
    self.readout = readout
    tally = Tally(outcomes, readout: readout)
  }

  /// Every rule: for all docs of a run.
  var verdictOfRun: Verdict {
    verdict([
      NoDocs(), NonFinite(), VarianceOverflow(), ExactTies(minimumCount: 1), IdenticalLikelihoods(),
      ConstantPrediction(), ConstantScore(), IndependentPredictions(), NotAboveBestConstant(), LowChoiceMass(),
      NeverGreedy(), WorseThanUniformBytes(), NoRightAnswers(), OwnExamples(),
    ])
  }

  /// The rules that need no statistics to be right about few docs: for a task or group.
  ///
  /// Of the rules that say SUSPECT, several would hit a healthy model in one of 57 subjects by accident. Five ties are
  /// asked for because one tie is already over 1 % of a subject with 99 docs.
  var verdictOfPart: Verdict {
    verdict([
      NoDocs(), NonFinite(), VarianceOverflow(), ExactTies(minimumCount: 5), IdenticalLikelihoods(), NoRightAnswers(),
    ])
  }

  private func verdict(_ rules: [any VerdictRule]) -> Verdict { Verdict(rules.compactMap { $0.reason(in: self) }) }
}
