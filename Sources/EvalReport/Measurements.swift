import EvalCore

/// What is always told beside an accuracy, as text.
struct Measurements {
  /// A share with the name of what has it.
  struct Floor {
    let name: String
    let share: String
  }

  private let row: ResultRow

  /// The measurements of a row.
  init(_ row: ResultRow) { self.row = row }

  private var tally: Tally { row.tally }

  /// For example `mmlu at 400 loops, 14042 docs`.
  var title: String {
    let depth = row.loops.map { " at \($0) loops" } ?? ""
    return "\(row.task)\(depth), \(tally.total) docs"
  }

  /// Whether there are docs with choices, so that letters, floors and their mass mean something.
  var hasChoices: Bool { tally.withChoices > 0 }

  /// For example `3222/14042`.
  var count: String { "\(tally.correct)/\(tally.judged)" }

  /// For example `22.945 %`.
  var share: String { NumberText.percent(row.accuracy) }

  /// For example `3222/14042 = 22.945 %`.
  var accuracy: String { "\(count) = \(share)" }

  /// For example `22.257 % to 23.648 %`.
  var interval: String { "\(NumberText.percent(row.ci95.low)) to \(NumberText.percent(row.ci95.high))" }

  /// The interval in per cent for a narrow column, for example `22.26–23.65`.
  var shortInterval: String {
    "\(NumberText.fixed(row.ci95.low * 100, 2))–\(NumberText.fixed(row.ci95.high * 100, 2))"
  }

  /// The standard error, or why there is none.
  var stderr: String { row.stderr.map { NumberText.percent($0) } ?? "unknown (too few docs)" }

  /// Mean accuracy over right letters.
  var balancedAccuracy: String { NumberText.percent(tally.balancedAccuracy) }

  /// What is scored without reading: guessing and every constant letter.
  var floors: [Floor] {
    let best = tally.bestConstant
    let constants = zip(tally.labels, tally.gold).enumerated().map { index, floor in
      Floor(
        name: "always \(floor.0)",
        share: NumberText.percent(Double(floor.1) / Double(tally.withChoices))
          + (index == best ? " (best constant)" : ""))
    }
    return [Floor(name: "guessing", share: NumberText.percent(tally.chance))] + constants
  }

  /// Labels of the choices, and a last one for docs without a prediction.
  var letters: [String] { tally.labels + ["none"] }

  /// Predicted docs by letter.
  var predicted: [Int] { tally.predicted + [tally.unpredicted] }

  /// Docs by right letter.
  var gold: [Int] { tally.gold + [0] }

  /// Counts of docs whose numbers did not decide.
  var undecided: String {
    "\(tally.invalid) not finite, \(tally.ties) exact ties, \(tally.nearTies) near ties (closer than 1e-5 nats or 1e-6 of "
      + "the log-likelihood)"
  }

  /// What the accuracy would be by lm-evaluation-harness's rule; nil where there are no exact ties.
  var withTies: String? {
    guard tally.ties > 0 else { return nil }
    let share = NumberText.percent(Double(tally.correctWithTies) / Double(tally.judged))
    return
      "wrong here; lm-eval's acc takes the first choice of each: \(tally.correctWithTies)/\(tally.judged) = \(share)"
  }

  /// Probability on the choices.
  var mass: String { NumberText.percent(tally.meanChoiceMass) }
}
