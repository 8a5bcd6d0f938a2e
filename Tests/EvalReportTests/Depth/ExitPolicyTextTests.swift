import EvalCore
import Testing

@testable import EvalReport

@Suite struct ExitPolicyTextTests {
  @Test(
    "Policies as words",
    arguments: [
      (.fixed(loops: 400), "fixed 400 loops"),
      (.rule(ExitRule(criterion: .entropy, threshold: 0.412_66)), "entropy < 0.4127"),
      (.rule(ExitRule(criterion: .kl, threshold: 1e-9, patience: 3)), "KL < 1e-09, 3 in a row"),
      (
        .rule(ExitRule(criterion: .maxProbability, threshold: 0.75, minimumLoops: 16)),
        "max probability > 0.75, from 16 loops"
      ),
      (.rule(ExitRule(criterion: .argmaxStable, threshold: 0, patience: 2)), "argmax stable, 2 in a row"),
    ] as [(ExitPolicy, String)])
  func words(policy: ExitPolicy, text: String) {
    #expect(ExitPolicyText(policy).text == text)
  }
}
