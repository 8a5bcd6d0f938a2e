import EvalCore

/// Exit rules: the best of them, those chosen on one half of the docs, and all.
struct ExitPage {
  private let sweep: ExitSweep
  private let loops: [Int]
  private let cost: ExitCost

  init(_ sweep: ExitSweep, loops: [Int], cost: ExitCost) {
    self.sweep = sweep
    self.loops = loops
    self.cost = cost
  }

  var page: DepthPage {
    DepthPage(title: "Exit rules", parts: [fixed, frontier] + (sweep.chosen.isEmpty ? [] : [chosen]) + [all])
  }

  private var fixed: DepthPage.Part {
    DepthPage.Part(
      heading: "Every doc at the same depth", table: TextTable(columns: results(sweep.fixed)),
      lines: [
        "Cost: \(cost.unit), mean over docs."
      ] + (cost.caution.map { [$0] } ?? []) + [
        "Upper bound: \(NumberText.percent(sweep.oracle.accuracy)) at cost \(number(sweep.oracle.meanCost)), each doc at "
          + "the first depth at which it is right."
      ])
  }

  private var frontier: DepthPage.Part {
    DepthPage.Part(
      heading: "Not beaten by anything that costs no more", table: TextTable(columns: results(sweep.frontier)),
      lines: ["At random: accuracy to expect when the same numbers of docs stop at each depth, but chosen at random."])
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

  private func number(_ cost: Double) -> String { NumberText.fixed(cost, 2) }

  private func interval(_ interval: ConfidenceInterval) -> String {
    "\(NumberText.fixed(interval.low * 100, 1))–\(NumberText.fixed(interval.high * 100, 1))"
  }

  private func points(_ interval: ConfidenceInterval) -> String {
    "\(NumberText.points(interval.low)) to \(NumberText.points(interval.high))"
  }
}
