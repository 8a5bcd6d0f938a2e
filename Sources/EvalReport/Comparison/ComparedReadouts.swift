public import EvalCore

/// Two runs, each at one read-out, compared doc by doc.
public struct ComparedReadouts: Sendable {
  /// Total loops of the first run's read-out; nil for a model that does not loop.
  public let firstLoops: Int?
  /// Total loops of the second run's read-out.
  public let secondLoops: Int?
  /// The docs.
  public let comparison: PairedComparison
  /// What both runs' tasks measure beside accuracy.
  public let metrics: [PairedMetric]
  /// The p-values of the comparison's rows, corrected by Holm for all tests that they were made beside.
  public private(set) var correctedPValues: [Double]
  /// How many tests those are.
  public private(set) var tests: Int

  /// A comparison at two read-outs, made beside no other.
  public init(
    firstLoops: Int?, secondLoops: Int?, comparison: PairedComparison, metrics: [PairedMetric] = []
  ) {
    self.firstLoops = firstLoops
    self.secondLoops = secondLoops
    self.comparison = comparison
    self.metrics = metrics.filter { $0.metric != MetricName.acc.rawValue }
    correctedPValues = comparison.rows.correctedPValues
    tests = comparison.rows.testCount
  }

  /// Comparisons that are made beside each other.
  public static func corrected(_ comparisons: [ComparedReadouts]) -> [ComparedReadouts] {
    let rows = comparisons.flatMap(\.comparison.rows)
    var pValues = rows.correctedPValues[...]
    return comparisons.map { compared in
      var compared = compared
      compared.correctedPValues = Array(pValues.prefix(compared.comparison.rows.count))
      compared.tests = rows.testCount
      pValues = pValues.dropFirst(compared.comparison.rows.count)
      return compared
    }
  }
}

/// A run in a comparison, apart from its docs.
public struct RunLabel: Sendable {
  /// Name, for example the run's folder.
  public let name: String
  /// Everything that can change its numbers.
  public let manifest: RunManifest
  /// Its verdict by itself.
  public let verdict: Verdict

  /// A run.
  public init(name: String, manifest: RunManifest, verdict: Verdict) {
    self.name = name
    self.manifest = manifest
    self.verdict = verdict
  }
}
