import ArgumentParser
import EvalCore
import EvalReport
import EvalStore

/// All docs of a run with their answers.
struct EvaluatedRun {
  let manifest: RunManifest
  /// In run order.
  let outcomes: [Outcome]
  /// Why the run could not be kept to its end; to be thrown once its report is written, so that this is not lost too.
  var failure: (any Error)?

  /// Reports the run on standard output, and writes lm-evaluation-harness's files beside it.
  ///
  /// - Parameters:
  ///   - plan: What it was asked by.
  ///   - output: Its folder; nil for none.
  /// - Throws: `ExitCode` 3 where the verdict is INVALID; before that, what could not be written.
  func conclude(_ plan: EvaluationPlan, _ format: ReportFormat, output: String?) throws {
    let report = try RunReport(
      manifest, outcomes: outcomes, tree: plan.tree, completion: .finished(outcomes.count),
      configurations: plan.configurations)
    try finish(
      { try ReportOutput(path: nil).write(format.render(report, style: .ofStandardOutput)) },
      {
        guard let output else { return }
        let docs = plan.questions().map { (DocKey(task: $0.task, docID: $0.docID), $0) }
        try ResultFiles(output, manifest).write(report, docs: Dictionary(docs, uniquingKeysWith: { first, _ in first }))
      })
    if report.result.verdict.status == .invalid { throw ExitCode(3) }
  }

  /// Does what is left to do after scoring, each part whether or not those before it failed, and throws the first failure.
  ///
  /// - Parameter steps: In order; the report comes before everything that takes room on a disk.
  private func finish(_ steps: (() throws -> Void)...) throws {
    var failures = [failure].compactMap { $0 }
    for step in steps {
      do { try step() } catch { failures.append(error) }
    }
    guard let first = failures.first else { return }
    for other in failures.dropFirst() { printDiagnostic("error: \(other)") }
    throw first
  }
}
