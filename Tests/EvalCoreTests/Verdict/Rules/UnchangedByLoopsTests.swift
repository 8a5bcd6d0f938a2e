import Testing

@testable import EvalCore

@Suite struct UnchangedByLoopsTests {
  static func reason(
    changed: Int, of total: Int, readouts: [Int?] = [400, 8], trained: ClosedRange<Int>? = nil
  ) -> VerdictReason? {
    let docs = (0..<total).map { id in
      SampleOutcomes.outcome(
        id, gold: 0, SampleOutcomes.answer(0, loops: 400), SampleOutcomes.answer(id < changed ? 1 : 0, loops: 8))
    }
    return UnchangedByLoops().reason(
      in: RunEvidence(outcomes: docs, readouts: readouts, completion: .finished(total), loopsTrained: trained))
  }

  @Test(arguments: [
    (0, 30, false), (0, 999, false), (0, 1000, true), (1, 1000, false), (1, 1001, true), (2, 1001, false),
  ])
  func `agreement on more than 99.9 % of a thousand docs is suspect`(_ changed: Int, _ total: Int, _ objects: Bool) {
    #expect((Self.reason(changed: changed, of: total) != nil) == objects)
  }

  @Test(arguments: [(9...80, true), (8...80, false), (4...6, false)])
  func `loop counts of the training may agree: the model has converged`(_ trained: ClosedRange<Int>, _ objects: Bool) {
    #expect((Self.reason(changed: 0, of: 1000, trained: trained) != nil) == objects)
  }

  @Test func `says which loop counts`() {
    let reason = Self.reason(changed: 0, of: 1000)
    #expect(reason?.status == .suspect)
    #expect(
      reason?.message
        == "loops change nothing: 8 and 400 loops predict the same for 1000 of 1000 docs (100.0 %), more than 99.9 %")
    #expect(
      Self.reason(changed: 0, of: 1000, trained: 16...80)?.message.hasSuffix("though training began at 16 loops")
        == true)
  }

  @Test(arguments: [[nil, nil], [8, nil], [8, 8]] as [[Int?]])
  func `needs two loop counts`(_ readouts: [Int?]) {
    #expect(Self.reason(changed: 0, of: 1000, readouts: readouts) == nil)
  }
}
