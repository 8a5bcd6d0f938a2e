import EvalCore

/// Exit rules: the best of them and those chosen on one half of the docs; where all are wanted, every depth and rule.
struct ExitPage {
  private let sweep: ExitSweep
  private let loops: [Int]
  private let cost: ExitCost
  private let showsAll: Bool

  init(_ sweep: ExitSweep, loops: [Int], cost: ExitCost, showsAll: Bool) {
    self.sweep = sweep
    self.loops = loops
    self.cost = cost
    self.showsAll = showsAll
  }

  var page: DepthPage {
    let chosen = sweep.chosen.isEmpty ? [] : [chosen]
    return DepthPage(
      title: "Exit rules", parts: showsAll ? [fixed, frontier] + chosen + [all] : [frontier] + chosen)
  }

  private var fixed: DepthPage.Part {
    DepthPage.Part(
      heading: "Every doc at the same depth", table: TextTable(columns: results(sweep.fixed)), lines: bounds)
  }

  /// What the accuracy and cost of rules are read against.
  private var bounds: [String] {
    ["Cost: \(cost.unit), mean over docs."] + (cost.caution.map { [$0] } ?? []) + [
      "Upper bound: \(NumberText.percent(sweep.oracle.accuracy)) at cost \(number(sweep.oracle.meanCost)), each doc at "
        + "the first depth at which it is right."
    ]
  }

  private var frontier: DepthPage.Part {
    let selection = DepthSelection(sweep.frontier.map(\.result.meanCost), showsAll: showsAll)
    let deepest = sweep.fixed.last.map { point in
      "All loops: \(point.result.correct)/\(point.result.total) = \(NumberText.percent(point.result.accuracy)) at cost "
        + "\(number(point.result.meanCost))."
    }
    let rest = "Every depth and the \(sweep.rules.count) rules that were tried: --all."
    return DepthPage.Part(
      heading: "Not beaten by anything that costs no more",
      table: TextTable(columns: results(selection.rows(sweep.frontier))),
      lines: [selection.leftOut("policies"), showsAll ? nil : deepest].compactMap(\.self) + (showsAll ? [] : bounds) + [
        "At random: accuracy to expect when the same numbers of docs stop at each depth, but chosen at random."
      ] + (showsAll ? [] : [rest]))
  }

  private var chosen: DepthPage.Part {
    DepthPage.Part(
      heading: "Chosen on one half of the docs, reported on the other", table: TextTable(columns: chosenColumns),
      lines: [
        "The first, third, fifth … doc choose the cheapest policy that is right at least as often as the deepest read-out; "
          + "the others report it.",
        "Difference: to the deepest read-out in percentage points (Agresti and Min 2005).",
      ])
  }

  private var all: DepthPage.Part {
    DepthPage.Part(
      heading: "All rules", table: sweep.rules.isEmpty ? nil : TextTable(columns: results(sweep.rules) + [exits]),
      lines: sweep.rules.isEmpty
        ? ["No criterion has a value."]
        : ["Exits: docs that stop at \(loops.map(String.init).joined(separator: ", ")) loops."]
    )
  }

  private var exits: TableColumn {
    TableColumn("Exits", isRight: false, sweep.rules) {
      $0.result.histogram.map(String.init).joined(separator: " ")
    }
  }

  private func results(_ points: [ExitPoint]) -> [TableColumn] {
    [
      TableColumn("Policy", isRight: false, points) { ExitPolicyText($0.policy).text },
      TableColumn("Cost", points) { number($0.result.meanCost) },
      TableColumn("Right", points) { "\($0.result.correct)/\($0.result.total)" },
      TableColumn("Accuracy", points) { NumberText.percent($0.result.accuracy) },
      TableColumn("At random", points) { NumberText.percent($0.result.randomAccuracy) },
    ]
  }

  private var chosenColumns: [TableColumn] {
    let rows = sweep.chosen
    return [
      TableColumn("Policy", isRight: false, rows) { ExitPolicyText($0.policy).text },
      TableColumn("Cost", rows) { number($0.reported.result.meanCost) },
      TableColumn("Accuracy", rows) { NumberText.percent($0.reported.result.accuracy) },
      TableColumn("95 %", rows) { interval($0.reported.result.ci95) },
      TableColumn("Difference", rows) { NumberText.points($0.againstDeepest.difference) },
      TableColumn("95 %", rows) { points($0.againstDeepest.differenceCI95) },
    ]
  }

  /// A cost with as many decimals as tell those of a hundredth of the deepest read-out apart.
  private func number(_ value: Double) -> String {
    let deepest = cost.values.max() ?? 0
    return NumberText.fixed(value, deepest < 1 ? 4 : deepest < 10 ? 3 : 2)
  }

  private func interval(_ interval: ConfidenceInterval) -> String {
    "\(NumberText.fixed(interval.low * 100, 1))–\(NumberText.fixed(interval.high * 100, 1))"
  }

  private func points(_ interval: ConfidenceInterval) -> String {
    "\(NumberText.points(interval.low)) to \(NumberText.points(interval.high))"
  }
}

/// A way to choose depths as words.
struct ExitPolicyText {
  private let policy: ExitPolicy

  init(_ policy: ExitPolicy) { self.policy = policy }

  /// For example `fixed 400 loops`, `entropy < 0.4127` or `argmax stable, 2 in a row`.
  var text: String {
    switch policy {
    case .fixed(let loops): "fixed \(loops) loops"
    case .rule(let rule): words(rule)
    }
  }

  private func words(_ rule: ExitRule) -> String {
    let criterion = rule.criterion
    let name =
      switch criterion {
      case .kl: "KL"
      default: criterion.rawValue.replacing("_", with: " ")
      }
    let test = criterion.hasThreshold ? " \(criterion.firesBelow ? "<" : ">") \(significant(rule.threshold))" : ""
    let patience = rule.patience > 1 ? ", \(rule.patience) in a row" : ""
    return name + test + patience + (rule.minimumLoops > 0 ? ", from \(rule.minimumLoops) loops" : "")
  }

  private func significant(_ value: Double) -> String { NumberText.significant(value, 4) }
}

/// Predicted docs by letter in a few characters.
struct LetterCounts {
  private let tally: Tally

  init(_ tally: Tally) { self.tally = tally }

  /// For example `A 120 B 98 C 75 D 60`, with `none 3` where docs have no prediction.
  var text: String {
    let letters = zip(tally.labels, tally.predicted).map { "\($0) \($1)" }
    let none = tally.unpredicted
    return (letters + (none > 0 ? ["none \(none)"] : [])).joined(separator: " ")
  }
}

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
