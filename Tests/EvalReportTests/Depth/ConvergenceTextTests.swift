import EvalCore
import Testing

@testable import EvalReport

@Suite struct ConvergenceTextTests {
  @Test(
    "States as words",
    arguments: [
      (.converged, "converged"), (.oscillating(period: 3), "oscillating, period 3"),
      (.nonFinite(application: 158), "not finite from 158"), (.tooShort, "too short"),
    ] as [(ConvergenceState, String)])
  func words(state: ConvergenceState, text: String) {
    #expect(ConvergenceText(state).text == text)
  }
}
