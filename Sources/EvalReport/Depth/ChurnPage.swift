import EvalCore

/// How docs change their answers from one loop count to the next, and where they settle.
struct ChurnPage {
  private let churn: DepthChurn
  private let loops: [Int]
  private let showsAll: Bool
  private let selection: DepthSelection

  init(_ churn: DepthChurn, loops: [Int], showsAll: Bool) {
    self.churn = churn
    self.loops = loops
    self.showsAll = showsAll
    selection = DepthSelection(loops.map(Double.init), showsAll: showsAll)
  }

  var page: DepthPage {
    DepthPage(
      title: "Churn between depths",
      parts: [
        DepthPage.Part(
          heading: "From one loop count to the next, and from the first to the last",
          table: TextTable(columns: steps),
          lines: stepsLeftOut + [
            "Changed: docs whose prediction is another one.",
            "p: exact two-sided McNemar test that both loop counts are equally accurate.",
            "Holm: p corrected for \(churn.tests == 1 ? "one test" : "\(churn.tests) tests") by Holm's method.",
          ]),
        DepthPage.Part(
          heading: "Settling depth", table: TextTable(columns: settling),
          lines: [selection.leftOut("loop counts")].compactMap(\.self) + findings),
      ])
  }

  /// Steps up to which all are shown.
  private static let most = 8

  /// All steps where they are few, or all are wanted; else those in which most docs change.
  private var shownSteps: [DepthChurn.Step] {
    guard !showsAll, churn.steps.count > Self.most else { return churn.steps }
    let liveliest = churn.steps.indices.sorted { churn.steps[$0].changed > churn.steps[$1].changed }
    return liveliest.prefix(Self.most).sorted().map { churn.steps[$0] }
  }

  private var stepsLeftOut: [String] {
    let missing = churn.steps.count - shownSteps.count
    return missing == 0
      ? []
      : ["\(missing) of \(churn.steps.count) steps are left out, where the fewest docs change; --all prints them."]
  }

  private var steps: [TableColumn] {
    let rows = shownSteps + (churn.steps.count > 1 ? [churn.overall] : [])
    return [
      TableColumn("Loops", rows) { "\($0.fromLoops)→\($0.toLoops)" },
      TableColumn("Changed", rows) { "\($0.changed)" },
      TableColumn("wrong→right", rows) { "\($0.counts.wrongToRight)" },
      TableColumn("right→wrong", rows) { "\($0.counts.rightToWrong)" },
      TableColumn("both right", rows) { "\($0.counts.both)" },
      TableColumn("both wrong", rows) { "\($0.counts.neither)" },
      TableColumn("Difference", rows) { NumberText.points($0.counts.difference) },
      TableColumn("p", rows) { NumberText.pValue($0.counts.pValue) },
      TableColumn("Holm", rows) { NumberText.pValue($0.correctedPValue) },
    ]
  }

  private var settling: [TableColumn] {
    let rows = selection.places
    return [
      TableColumn("Loops", rows) { "\(loops[$0])" },
      TableColumn("Settled there", rows) { "\(churn.settled[$0])" },
      TableColumn("Settled so far", rows) {
        NumberText.percent(Double(churn.settled[...$0].reduce(0, +)) / Double(churn.docs))
      },
    ]
  }

  private var findings: [String] {
    [
      "A doc settles at the first loop count from which on its prediction stays the same.",
      "Overthinking: \(churn.overthought) of \(churn.docs) docs (\(NumberText.percent(churn.overthinkingShare))) are right "
        + "at a lower loop count and wrong at the last.",
    ]
  }
}

/// The JSON form of churn.
struct ChurnJSON: Encodable {
  /// Two loop counts.
  struct Step: Encodable {
    let fromLoops: Int
    let toLoops: Int
    let changed: Int
    let wrongToRight: Int
    let rightToWrong: Int
    let bothRight: Int
    let bothWrong: Int
    let pValue: Double
    let pValueHolm: Double

    init(_ step: DepthChurn.Step) {
      fromLoops = step.fromLoops
      toLoops = step.toLoops
      changed = step.changed
      wrongToRight = step.counts.wrongToRight
      rightToWrong = step.counts.rightToWrong
      bothRight = step.counts.both
      bothWrong = step.counts.neither
      pValue = step.counts.pValue
      pValueHolm = step.correctedPValue
    }
  }

  let docs: Int
  let loops: [Int]
  let steps: [Step]
  let overall: Step
  let tests: Int
  let settled: [Int]
  let overthought: Int
  let overthinkingShare: Double

  init(_ churn: DepthChurn, loops: [Int]) {
    docs = churn.docs
    self.loops = loops
    steps = churn.steps.map(Step.init)
    overall = Step(churn.overall)
    tests = churn.tests
    settled = churn.settled
    overthought = churn.overthought
    overthinkingShare = churn.overthinkingShare
  }
}
