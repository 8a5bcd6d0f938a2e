import EvalCore

/// The JSON form of what is drawn of a run; its keys are in snake case.
struct RunAnalysisJSON: Encodable {
  /// Answers at a read-out.
  struct Answers: Encodable {
    let loops: Nullable<Int>
    let labels: [String]
    let confusion: [[Int]]
    let calibration: Nullable<CalibrationObject>
    let margins: Nullable<Margins>
    let byPromptLength: [Length]
    let byRightPosition: [Share]

    init(_ analysis: AnswerAnalysis) {
      loops = Nullable(analysis.loops)
      labels = analysis.labels
      confusion = analysis.confusion
      calibration = Nullable(analysis.calibration.map(CalibrationObject.init))
      margins = Nullable(analysis.margins.map { Margins(width: $0.width, right: $0.right, wrong: $0.wrong) })
      byPromptLength = analysis.lengths.map(Length.init)
      byRightPosition = analysis.positions.map(Share.init)
    }
  }

  /// Right answers by their probability.
  struct CalibrationObject: Encodable {
    /// A bin.
    struct Bin: Encodable {
      let low: Double
      let high: Double
      let meanConfidence: Double
      let counts: Share
    }

    let bins: [Bin]
    let expectedCalibrationError: Double
    let meanConfidence: Double

    init(_ calibration: Calibration) {
      bins = calibration.bins.map {
        Bin(low: $0.low, high: $0.high, meanConfidence: $0.meanConfidence, counts: Share($0.counts))
      }
      expectedCalibrationError = calibration.expectedError
      meanConfidence = calibration.meanConfidence
    }
  }

  /// Right and wrong answers by margin, from 0 nats on.
  struct Margins: Encodable {
    let width: Double
    let right: [Int]
    let wrong: [Int]
  }

  /// Docs by prompt length.
  struct Length: Encodable {
    let shortest: Int
    let longest: Int
    let counts: Share

    init(_ bin: LengthBin) {
      shortest = bin.shortest
      longest = bin.longest
      counts = Share(bin.counts)
    }
  }

  /// Right answers among docs.
  struct Share: Encodable {
    let correct: Int
    let total: Int
    let accuracy: Nullable<Double>
    let ci95: [Double]

    init(_ counts: CountedShare) {
      correct = counts.correct
      total = counts.total
      accuracy = Nullable(counts.share)
      ci95 = [counts.ci95.low, counts.ci95.high]
    }
  }

  /// A run over its loop counts.
  struct Depth: Encodable {
    let curve: [CurveJSON]
    let churn: ChurnJSON
    let exits: Exits

    init(_ depth: DepthAnalysis) {
      curve = depth.curve.points.map { CurveJSON($0, metrics: []) }
      churn = ChurnJSON(depth.churn, loops: depth.loops)
      exits = Exits(depth.exits, unit: depth.cost.unit)
    }
  }

  /// Accuracy against cost; `depth exits --format json` has all rules.
  struct Exits: Encodable {
    /// A way to stop.
    struct Point: Encodable {
      let policy: String
      let meanCost: Double
      let correct: Int
      let total: Int
      let accuracy: Double
      let ci95: [Double]

      init(_ policy: String, _ result: ExitResult) {
        self.policy = policy
        meanCost = result.meanCost
        correct = result.correct
        total = result.total
        accuracy = result.accuracy
        ci95 = [result.ci95.low, result.ci95.high]
      }

      init(_ point: ExitPoint) { self.init(ExitPolicyText(point.policy).text, point.result) }
    }

    let costUnit: String
    let fixed: [Point]
    let frontier: [Point]
    let oracle: Point

    init(_ sweep: ExitSweep, unit: String) {
      costUnit = unit
      fixed = sweep.fixed.map(Point.init)
      frontier = sweep.frontier.map(Point.init)
      oracle = Point("oracle", sweep.oracle)
    }
  }

  let answers: [Answers]
  let depth: Nullable<Depth>
  let convergence: Nullable<ConvergenceJSON>
  let trace: Nullable<[DepthTraceRecord]>

  init(_ analysis: RunAnalysis) {
    answers = analysis.answers.map(Answers.init)
    depth = Nullable(analysis.depth.map(Depth.init))
    convergence = Nullable(
      analysis.trace.map { ConvergenceJSON($0.convergence, firstNonFinite: $0.firstNonFinite) })
    trace = Nullable(analysis.trace?.records)
  }
}
