import EvalCore

/// A loop count in the JSON form of a depth curve.
struct CurveJSON: Encodable {
  let loops: Int
  let layerApplications: Int
  let readout: ReadoutKind
  let correct: Int
  let judged: Int
  let total: Int
  let accuracy: Nullable<Double>
  let ci95: [Double]
  let meanGoldLogprob: Nullable<Double>
  let meanMargin: Nullable<Double>
  let predicted: [String: Int]
  let noPrediction: Int
  let verdict: String
  let verdictReasons: [String]
  /// Of every group and task; absent where accuracy says it all.
  let metrics: [DepthMetric]?

  init(_ point: DepthCurve.Point, metrics: [DepthMetric]) {
    let tally = point.tally
    loops = point.loops
    layerApplications = point.layerApplications
    readout = point.kind
    correct = tally.correct
    judged = tally.judged
    total = tally.total
    accuracy = Nullable(finite: tally.accuracy)
    ci95 = [point.ci95.low, point.ci95.high]
    meanGoldLogprob = Nullable(finite: point.meanGoldLogprob)
    meanMargin = Nullable(finite: point.meanMargin)
    predicted = Dictionary(zip(tally.labels, tally.predicted), uniquingKeysWith: { first, _ in first })
    noPrediction = tally.unpredicted
    verdict = point.verdict.status.rawValue
    verdictReasons = point.verdict.reasons.map(\.message)
    self.metrics = metrics.isEmpty ? nil : metrics
  }
}
