import EvalCore
import EvalTasks
import Testing

/// Expected values are what lm-eval's own function gives for the same pairs.
struct CommitmentBankTests {
  @Test(
    "The mean of three F1, 0 for a class that is nowhere",
    arguments: [
      ([(0, 0), (0, 1), (1, 1), (1, 1), (0, 0)], 0.5333333333333333),
      ([(0, 0), (1, 2), (2, 2), (1, 1), (0, 2), (-100, 1)], 0.5555555555555555),
    ])
  func values(pairs: [(Int, Int)], expected: Double) throws {
    let call = NativeCall(family: "super_glue/cb", module: "aggregate")
    let aggregation = try call.aggregation("cb_multi_fi")
    let score = try aggregation.value(of: pairs.map { .labels(gold: $0.0, predicted: $0.1) }, metric: "f1")
    #expect(abs(score - expected) < 1e-15)
  }
}
