/// Right and wrong answers by their margin: the log-likelihood of the predicted choice minus that of the next best.
public struct MarginHistogram: Sendable, Hashable {
  /// Width of a bin in nats: 1, 2 or 5 times a power of ten.
  public let width: Double
  /// Right answers by bin, from 0 nats on; the last bin holds all above it too.
  public let right: [Int]
  /// Wrong answers by bin.
  public let wrong: [Int]

  /// Bins at most.
  public static let mostBins = 25

  /// The margins of answers; nil where none has one.
  ///
  /// The bins reach at least to the margin that 98 % of the answers do not exceed.
  init?(_ answers: [ConfidentAnswer]) {
    let margins = answers.compactMap(\.margin).sorted()
    guard !margins.isEmpty else { return nil }
    let reach = margins[(margins.count - 1) * 98 / 100]
    let width = Self.width(toReach: reach)
    let count = min(Self.mostBins, Int(reach / width) + 1)
    var bins = (right: Array(repeating: 0, count: count), wrong: Array(repeating: 0, count: count))
    for answer in answers {
      guard let margin = answer.margin else { continue }
      // Far above the last bin, the quotient may not fit an integer.
      let place = Int(min(margin / width, Double(count - 1)))
      if answer.isRight { bins.right[place] += 1 } else { bins.wrong[place] += 1 }
    }
    self.width = width
    right = bins.right
    wrong = bins.wrong
  }

  /// The smallest round width of which 25 bins reach so far.
  private static func width(toReach reach: Double) -> Double {
    var power = 1e-6
    while true {
      for factor in [1.0, 2, 5] where power * factor * Double(mostBins) > reach { return power * factor }
      power *= 10
    }
  }
}
