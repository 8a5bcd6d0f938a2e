import EvalCore
import Testing

@Suite struct ArithmeticLimitsTests {
  @Test("A healthy trace has no limits, and its last application is the last with numbers")
  func healthy() {
    let limits = ArithmeticLimits(SampleTraces.trace(SampleTraces.mixedStates(loops: 20) { [$0 + 1, 2 * $0 + 1] }))
    #expect(limits.nonFinite == nil && limits.frozen == nil)
    #expect(limits.last?.application == 19)
  }

  @Test("Linear growth in bf16 freezes where a tenth of the channels stand still, and not in fp32")
  func frozen() throws {
    let states = SampleTraces.mixedStates(loops: 400) { [100 + $0, 50 + 0.3 * $0] }
    #expect(ArithmeticLimits(SampleTraces.trace(states)).frozen == nil)
    let rounded = states.map { $0.map(SampleTraces.bf16) }
    let trace = SampleTraces.trace(rounded)
    let frozen = try #require(ArithmeticLimits(trace).frozen)
    #expect((frozen.frozenShare ?? 0) >= 0.1)
    #expect(
      trace.records.prefix(frozen.application).allSatisfy { ($0.frozenShare ?? 0) < 0.1 || ($0.residual ?? 0) >= 0.01 })
  }

  @Test("Channels that stand still while the state moves far are not frozen by the arithmetic")
  func still() {
    let states = SampleTraces.states(loops: 10) { [$0 * $0 + 1, 7, 7, 7] }
    #expect(ArithmeticLimits(SampleTraces.trace(states)).frozen == nil)
  }

  @Test("The first application with a row that is not finite is named, and the last before it")
  func broken() {
    let states = SampleTraces.mixedStates(loops: 12) { [$0 < 8 ? $0 + 1 : .infinity, 2] }
    let limits = ArithmeticLimits(SampleTraces.trace(states))
    #expect(limits.nonFinite?.application == 7)
    #expect(limits.last?.application == 6)
  }
}
