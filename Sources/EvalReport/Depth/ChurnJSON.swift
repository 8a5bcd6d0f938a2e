import EvalCore

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
