/// SUSPECT: the choices together have less than 1 % of the probability, so the model was not about to answer at all.
///
/// Where choices are texts of their own for each doc, little probability is what they should have.
struct LowChoiceMass: VerdictRule {
  func reason(in evidence: Evidence) -> VerdictReason? {
    guard evidence.tally.hasFixedLabels, let mass = evidence.tally.meanChoiceMass, mass < 0.01 else { return nil }
    return VerdictReason(
      rule: "low_choice_mass", status: .suspect,
      message: "the choices together have \(mass.percent(4)) of the probability on average, less than 1 %")
  }
}
