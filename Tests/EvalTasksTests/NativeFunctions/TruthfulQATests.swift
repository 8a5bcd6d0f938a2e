import Console
import EvalCore
import EvalTasks
import PythonValues
import Testing

/// Expected values are what lm-eval's own function gives for the same doc.
struct TruthfulQATests {
  private let call = NativeCall(family: "truthfulqa", module: "utils")
  private let doc: Doc = [
    "mc2_targets": .dictionary([
      "choices": .texts("a", "b", "c", "d"), "labels": .list([.int(1), .int(0), .int(1), .int(0)]),
    ])
  ]

  @Test(
    "The true answers' share of the probability, to 1e-15",
    arguments: [
      ([-1.5, -2.25, -3.0, -0.5], 0.27711634117799244), ([-700.0, -701.5, -730.0, -699.0], 0.2537161816350429),
    ])
  func values(loglikelihoods: [Double], expected: Double) throws {
    guard case .number(let accuracy) = try call.metrics("process_results_mc2", doc, loglikelihoods)["acc"] else {
      Issue.record("acc is no number")
      return
    }
    #expect(abs(accuracy - expected) < 1e-15)
  }

  @Test("More answers than labels are an error")
  func wrong() {
    #expect(throws: UserError.self) { try call.metrics("process_results_mc2", doc, [-1, -2]) }
  }
}
