/// Whether a model is right as often as its probabilities say: arXiv 1706.04599.
///
/// The probability of an answer is that of the predicted choice where the probabilities of all choices sum to one.
public struct Calibration: Sendable, Hashable {
  /// Answers whose probability lies in a range of width 1/10.
  public struct Bin: Sendable, Hashable {
    /// Lower end of the range; the upper end belongs to the last bin alone.
    public let low: Double
    /// Upper end of the range.
    public let high: Double
    /// Right answers.
    public let counts: CountedShare
    /// Mean probability of the answers.
    public let meanConfidence: Double
  }

  /// The bins that hold answers, ascending.
  public let bins: [Bin]
  /// Expected calibration error: mean distance of accuracy and probability over the bins, weighted by their answers.
  public let expectedError: Double
  /// Mean probability of all answers.
  public let meanConfidence: Double

  /// Number of bins between 0 and 1.
  public static let binCount = 10

  /// The calibration of answers; nil where there are none.
  init?(_ answers: [ConfidentAnswer]) {
    guard !answers.isEmpty else { return nil }
    let count = Self.binCount
    let byBin = Dictionary(grouping: answers) { min(Int($0.confidence * Double(count)), count - 1) }
    bins = byBin.sorted { $0.key < $1.key }.map { place, answers in
      var counts = CountedShare()
      for answer in answers { counts.add(answer.isRight) }
      return Bin(
        low: Double(place) / Double(count), high: Double(place + 1) / Double(count), counts: counts,
        meanConfidence: Self.mean(answers))
    }
    expectedError = bins.reduce(0) { sum, bin in
      let accuracy = Double(bin.counts.correct) / Double(bin.counts.total)
      return sum + Double(bin.counts.total) / Double(answers.count) * (accuracy - bin.meanConfidence).magnitude
    }
    meanConfidence = Self.mean(answers)
  }

  private static func mean(_ answers: [ConfidentAnswer]) -> Double {
    answers.reduce(0) { $0 + $1.confidence } / Double(answers.count)
  }
}
