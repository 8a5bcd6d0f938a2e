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

  /// Two runs at every loop count that both have; at their only read-outs where each has one.
  ///
  /// - Parameters:
  ///   - first: The run that is compared with, and its name for messages.
  ///   - second: The run that is compared.
  /// - Returns: Empty where they have no loop count in common.
  /// - Throws: `PairingError` when the runs are not on the same docs.
  public static func all(
    _ first: RunReport, named firstName: String, _ second: RunReport, named secondName: String
  ) throws(PairingError) -> [ComparedReadouts] {
    var all: [ComparedReadouts] = []
    for pair in ReadoutPair.pairs(first.result.readouts, second.result.readouts) {
      all.append(
        try ComparedReadouts(
          ReportReadout(name: firstName, report: first, readout: pair.first),
          ReportReadout(name: secondName, report: second, readout: pair.second)))
    }
    return all
  }

  /// Two read-outs, of two runs or of one.
  ///
  /// - Throws: `PairingError` when the runs are not on the same docs.
  init(_ first: ReportReadout, _ second: ReportReadout) throws(PairingError) {
    self.init(
      firstLoops: first.report.result.readouts[first.readout],
      secondLoops: second.report.result.readouts[second.readout],
      comparison: try PairedComparison(
        ComparisonSide(name: first.name, outcomes: first.report.outcomes, readout: first.readout),
        ComparisonSide(name: second.name, outcomes: second.report.outcomes, readout: second.readout),
        tree: first.report.manifest.taskTree),
      metrics: first.metrics.flatMap { metrics in second.metrics.map { PairedMetric.all(metrics, $0) } } ?? [])
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

/// A run at one of its read-outs.
struct ReportReadout {
  let name: String
  let report: RunReport
  let readout: Int

  /// The metrics there; nil where the run has none.
  var metrics: RunMetrics? {
    report.readouts.indices.contains(readout) ? report.readouts[readout].metrics : nil
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
