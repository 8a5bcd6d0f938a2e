/// Docs of two runs by whether each run is right.
public struct PairedCounts: Sendable, Hashable {
  /// Docs that both have right.
  public var both = 0
  /// Docs that neither has right.
  public var neither = 0
  /// Docs that only the first has right: right → wrong.
  public var rightToWrong = 0
  /// Docs that only the second has right: wrong → right.
  public var wrongToRight = 0

  /// No docs.
  public init() {}

  /// Counts one doc.
  public mutating func add(firstRight: Bool, secondRight: Bool) {
    switch (firstRight, secondRight) {
    case (true, true): both += 1
    case (false, false): neither += 1
    case (true, false): rightToWrong += 1
    case (false, true): wrongToRight += 1
    }
  }

  /// Docs.
  public var total: Int { both + neither + rightToWrong + wrongToRight }

  /// Right answers of the first run.
  public var firstCorrect: Int { both + rightToWrong }

  /// Right answers of the second run.
  public var secondCorrect: Int { both + wrongToRight }

  /// Accuracy of the second run minus that of the first; NaN without docs.
  public var difference: Double { Double(wrongToRight - rightToWrong) / Double(total) }

  /// The 95 % interval of the difference (Agresti and Min 2005).
  public var differenceCI95: ConfidenceInterval {
    .pairedDifference(gained: wrongToRight, lost: rightToWrong, trials: total)
  }

  /// The smallest difference that these docs would have shown with probability 0.8, given how many of them differ; nil
  /// where they would have shown none.
  public var detectableDifference: Double? {
    DetectableDifference.smallest(discordant: rightToWrong + wrongToRight, docs: total)
  }

  /// The exact two-sided p-value of McNemar's test that both runs are equally accurate.
  public var pValue: Double { McNemarTest.pValue(onlyFirst: rightToWrong, onlySecond: wrongToRight) }
}
