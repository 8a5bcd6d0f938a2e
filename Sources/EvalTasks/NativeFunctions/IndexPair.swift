/// The right choice of a doc and the predicted one, as indices.
public struct IndexPair: Sendable, Hashable {
  /// Index of the right choice; -100 where the data's is out of range, as in lm-eval.
  public let gold: Int
  /// Index of the choice with the greatest log-likelihood.
  public let prediction: Int

  /// A pair.
  public init(gold: Int, prediction: Int) {
    self.gold = gold
    self.prediction = prediction
  }
}
