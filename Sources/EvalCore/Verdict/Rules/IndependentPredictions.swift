/// SUSPECT: predictions have nothing to do with the right answers (χ² of prediction × gold, p > 0.05).
///
/// A model that predicts one choice throughout is independent of the question by definition. Docs whose right answers
/// are all the same letter cannot show a dependence, and are suspect for that.
struct IndependentPredictions: VerdictRule {
  /// The p-value above which independence is not excluded.
  static let significance = 0.05

  func reason(in evidence: Evidence) -> VerdictReason? {
    let table = evidence.tally.confusion
    guard evidence.tally.positionsTell, table.total > 0 else { return nil }
    guard let finding = Self.finding(table) else { return nil }
    return VerdictReason(rule: "independent_predictions", status: .suspect, message: finding)
  }

  private static func finding(_ table: ContingencyTable) -> String? {
    if table.columnTotals.count == 1 {
      return "the right answer is the same letter for all \(table.total) docs with a prediction, "
        + "so they cannot tell knowledge from a constant answer"
    }
    guard let test = IndependenceTest(table) else {
      return
        "predictions are independent of the question: the same choice for all \(table.total) docs with a prediction"
    }
    guard test.pValue > significance else { return nil }
    let method =
      test.isPermuted
      ? "\(IndependenceTest.permutations) permutations" : "\(table.degreesOfFreedom) degrees of freedom"
    return "predictions are independent of the question as far as \(table.total) docs show: χ² of prediction × gold is "
      + "\(test.statistic.fixed(2)) (\(method)), p = \(test.pValue.fixed(3)), above \(significance)"
  }
}
