import Testing

@testable import EvalCore

@Suite struct UnchangedByLoopsTests {
  static func reason(changed: Int, of total: Int, readouts: [Int?] = [400, 8]) -> VerdictReason? {
    let docs = (0..<total).map { id in
      SampleOutcomes.outcome(
        id, gold: 0, SampleOutcomes.answer(0, loops: 400), SampleOutcomes.answer(id < changed ? 1 : 0, loops: 8))
    }
    return UnchangedByLoops().reason(
      in: RunEvidence(outcomes: docs, readouts: readouts, completion: .finished(total)))
  }

  @Test(arguments: [(0, 100, true), (1, 100, false), (1, 1000, false), (1, 1001, true), (2, 1001, false)])
  func `agreement on more than 99.9 % of docs is suspect`(_ changed: Int, _ total: Int, _ objects: Bool) {
    #expect((Self.reason(changed: changed, of: total) != nil) == objects)
  }

  @Test func `says which loop counts`() {
    let reason = Self.reason(changed: 0, of: 50)
    #expect(reason?.status == .suspect)
    #expect(
      reason?.message
        == "loops change nothing: 8 and 400 loops predict the same for 50 of 50 docs (100.0 %), more than 99.9 %")
  }

  @Test(arguments: [[nil, nil], [8, nil], [8, 8]] as [[Int?]])
  func `needs two loop counts`(_ readouts: [Int?]) {
    #expect(Self.reason(changed: 0, of: 50, readouts: readouts) == nil)
  }
}
