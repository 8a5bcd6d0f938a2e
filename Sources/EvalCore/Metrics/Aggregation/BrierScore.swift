/// The squared distance of predicted probabilities from certainty of the right choice.
enum BrierScore {
  /// The score of one doc, from 0 (best) to 2.
  ///
  /// A right choice that is not there had no probability, and adds the 1 that it was missed by;
  /// lm-evaluation-harness stops with an error at such a doc.
  static func value(gold: Int, probabilities: [Double]) -> Double {
    let squares = probabilities.enumerated().reduce(0) { sum, choice in
      let distance = choice.element - (choice.offset == gold ? 1 : 0)
      return sum + distance * distance
    }
    return probabilities.indices.contains(gold) ? squares : squares + 1
  }
}
