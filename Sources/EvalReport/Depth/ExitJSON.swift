import EvalCore

/// The JSON form of an exit sweep.
struct ExitJSON: Encodable {
  /// What docs score and cost.
  struct Result: Encodable {
    let histogram: [Int]
    let meanCost: Double
    let correct: Int
    let total: Int
    let accuracy: Double
    let randomAccuracy: Double
    let ci95: [Double]

    init(_ result: ExitResult) {
      histogram = result.histogram
      meanCost = result.meanCost
      correct = result.correct
      total = result.total
      accuracy = result.accuracy
      randomAccuracy = result.randomAccuracy
      ci95 = [result.ci95.low, result.ci95.high]
    }
  }

  /// A policy with its result; what a policy does not have is null.
  struct Point: Encodable {
    let policy: String
    let fixedLoops: Nullable<Int>
    let criterion: Nullable<ExitCriterion>
    let threshold: Nullable<Double>
    let minimumLoops: Nullable<Int>
    let patience: Nullable<Int>
    let result: Result

    init(_ point: ExitPoint) {
      policy = ExitPolicyText(point.policy).text
      result = Result(point.result)
      var loops: Int?
      var rule: ExitRule?
      switch point.policy {
      case .fixed(let fixed): loops = fixed
      case .rule(let given): rule = given
      }
      fixedLoops = Nullable(loops)
      criterion = Nullable(rule?.criterion)
      threshold = Nullable(rule.flatMap { $0.criterion.hasThreshold ? $0.threshold : nil })
      minimumLoops = Nullable(rule?.minimumLoops)
      patience = Nullable(rule?.patience)
    }
  }

  /// A policy chosen on one half of the docs.
  struct Chosen: Encodable {
    let choosing: Point
    let reported: Point
    let differenceToDeepest: Double
    let differenceCI95: [Double]

    init(_ chosen: ChosenExit) {
      choosing = Point(chosen.choosing)
      reported = Point(chosen.reported)
      differenceToDeepest = chosen.againstDeepest.difference
      let interval = chosen.againstDeepest.differenceCI95
      differenceCI95 = [interval.low, interval.high]
    }
  }

  let loops: [Int]
  let costs: [Double]
  let triedCosts: Nullable<[Double]>
  let costUnit: String
  let costCaution: Nullable<String>
  let fixed: [Point]
  let rules: [Point]
  let oracle: Result
  let frontier: [Point]
  let chosen: [Chosen]

  init(_ sweep: ExitSweep, loops: [Int], cost: ExitCost) {
    self.loops = loops
    costs = cost.values
    triedCosts = Nullable(cost.triedValues)
    costUnit = cost.unit
    costCaution = Nullable(cost.caution)
    fixed = sweep.fixed.map(Point.init)
    rules = sweep.rules.map(Point.init)
    oracle = Result(sweep.oracle)
    frontier = sweep.frontier.map(Point.init)
    chosen = sweep.chosen.map(Chosen.init)
  }
}
