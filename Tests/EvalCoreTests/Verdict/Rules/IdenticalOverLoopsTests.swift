import Testing

@testable import EvalCore

@Suite struct IdenticalOverLoopsTests {
  static func reason(
    _ docs: [[[Double]]], readouts: [Int?] = [8, 16], trained: ClosedRange<Int>? = nil, isHealthy: Bool = false
  ) -> VerdictReason? {
    let outcomes = docs.enumerated().map { id, answers in
      Outcome(
        task: "mmlu_tides", docID: id, docHash: "d", promptHash: "p", targetHash: "t", choices: SampleOutcomes.letters,
        gold: 0, answers: zip(answers, readouts).map { SampleOutcomes.answer($0, loops: $1) })
    }
    return IdenticalOverLoops().reason(
      in: RunEvidence(
        outcomes: outcomes, readouts: readouts, completion: .finished(docs.count), loopsTrained: trained,
        isHealthy: isHealthy))
  }

  static let same: [[Double]] = [[-1, -2, -3, -4], [-1, -2, -3, -4]]

  @Test("The same log-likelihoods at every loop count are invalid")
  func identical() {
    let reason = Self.reason([Self.same, Self.same.map { $0.map { $0 - 1 } }])
    #expect(reason?.status == .invalid && reason?.rule == "identical_over_loops")
    #expect(
      reason?.message
        == "loops change nothing: all 2 docs with finite numbers have the same log-likelihoods, to the last bit, at "
        + "every loop count from 8 to 16")
  }

  @Test("One bit of one doc makes a difference")
  func bit() {
    #expect(Self.reason([Self.same, [[-1, -2, -3, -4], [-1, -2, -3, (-4.0).nextUp]]]) == nil)
  }

  @Test("Broken docs do not hide it, and are not enough for it")
  func broken() {
    let nan = [[Double]](repeating: [.nan, -2, -3, -4], count: 2)
    #expect(Self.reason([Self.same, nan]) != nil)
    #expect(Self.reason([nan]) == nil)
  }

  @Test("It needs two loop counts", arguments: [[nil, nil], [8, 8], [8, nil]] as [[Int?]])
  func oneDepth(readouts: [Int?]) {
    #expect(Self.reason([Self.same], readouts: readouts) == nil)
  }

  @Test("Healthy answers may be an exact fixed point: suspect, and no finding where the training reached that far")
  func fixedPoint() {
    #expect(Self.reason([Self.same], isHealthy: true)?.status == .suspect)
    #expect(Self.reason([Self.same], isHealthy: true)?.message.hasSuffix("or loops that were not run") == true)
    #expect(Self.reason([Self.same], trained: 9...80, isHealthy: true)?.status == .suspect)
    #expect(Self.reason([Self.same], trained: 8...80, isHealthy: true) == nil)
    #expect(Self.reason([Self.same], trained: 8...80)?.status == .invalid)
  }
}
