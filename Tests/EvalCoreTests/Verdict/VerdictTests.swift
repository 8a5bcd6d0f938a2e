import EvalCore
import Testing

@Suite struct VerdictTests {
  @Test func `is as bad as its worst reason, which comes first`() {
    let suspect = VerdictReason(rule: "a", status: .suspect, message: "")
    let invalid = VerdictReason(rule: "b", status: .invalid, message: "")
    #expect(Verdict([]).status == .valid)
    #expect(Verdict([suspect]).status == .suspect)
    #expect(Verdict([suspect, invalid]).status == .invalid)
    #expect(Verdict([suspect, invalid]).reasons.map(\.rule) == ["b", "a"])
    #expect(Verdict.Status.allCases.sorted() == [.valid, .suspect, .invalid])
  }
}
