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

    private enum CodingKeys: String, CodingKey {
      case histogram, correct, total, accuracy, ci95
      case meanCost = "mean_cost"
      case randomAccuracy = "random_accuracy"
    }

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

    private enum CodingKeys: String, CodingKey {
      case policy, criterion, threshold, patience, result
      case fixedLoops = "fixed_loops"
      case minimumLoops = "minimum_loops"
    }

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

    private enum CodingKeys: String, CodingKey {
      case choosing, reported
      case differenceToDeepest = "difference_to_deepest"
      case differenceCI95 = "difference_ci95"
    }

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

  private enum CodingKeys: String, CodingKey {
    case loops, costs, fixed, rules, oracle, frontier, chosen
    case triedCosts = "tried_costs"
    case costUnit = "cost_unit"
    case costCaution = "cost_caution"
  }

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
