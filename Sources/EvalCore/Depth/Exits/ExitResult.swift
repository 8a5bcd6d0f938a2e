/// What docs score, and cost, when each stops at a depth of its own.
public struct ExitResult: Sendable, Hashable {
  /// Docs by the depth at which they stop.
  public let histogram: [Int]
  /// Mean cost of a doc, in the unit of the depths' costs.
  public let meanCost: Double
  /// Docs answered right where they stop.
  public let correct: Int
  /// Right answers to expect when the same numbers of docs stop at each depth, but chosen at random.
  public let expectedAtRandom: Double
  /// Docs.
  public var total: Int { histogram.reduce(0, +) }
  /// Right answers over docs; NaN without docs.
  public var accuracy: Double { Double(correct) / Double(total) }
  /// The accuracy to expect of a random exit with the same histogram; NaN without docs.
  ///
  /// It is the mean of the depths' accuracies over the histogram, exactly: no docs are drawn.
  public var randomAccuracy: Double { expectedAtRandom / Double(total) }
  /// Wilson's 95 % interval of the accuracy.
  public var ci95: ConfidenceInterval { .wilson(successes: correct, trials: total) }
}
