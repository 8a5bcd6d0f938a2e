import ArgumentParser
import EvalCore
import EvalReport
import EvalStore

/// All docs of a run with their answers.
struct EvaluatedRun {
  let manifest: RunManifest
  /// In run order.
  let outcomes: [Outcome]
  /// Where it is kept; nil for nowhere.
  var folder: RunFolder?
  /// Whether `--output` named the folder, so that what cannot be written there is an error and not a note.
  var isFolderNamed = false
  /// Whether nothing is said of the run at its end.
  var isQuiet = false
  /// Why the run could not be kept to its end; to be thrown once its report is written, so that this is not lost too.
  var failure: (any Error)?

  /// Reports the run on standard output, and writes lm-evaluation-harness's files beside it: results, and samples where
  /// `--output` named the folder.
  ///
  /// - Parameter plan: What it was asked by.
  /// - Throws: `ExitCode` 3 where the verdict is INVALID; before that, what could not be written.
  func conclude(_ plan: EvaluationPlan, _ format: ReportFormat) throws {
    let report = try RunReport(
      manifest, outcomes: outcomes, tree: plan.tree, completion: .finished(outcomes.count),
      configurations: plan.configurations, trace: format.showsDocs ? folder?.readTrace() : nil,
      questions: format.showsDocs ? plan.docs?.mapValues(\.asked) : nil)
    let width = TerminalReport.widthOfStandardOutput
    try finish(
      report, { try ReportOutput(path: nil).write(format.render(report, style: .ofStandardOutput, width: width)) },
      { try writeBeside { try ResultFiles($0, manifest).write(report, docs: isFolderNamed ? plan.docs : nil) } })
    if report.result.verdict.status == .invalid { throw ExitCode(3) }
  }

  /// Does what is left to do after scoring, each part whether or not those before it failed, and throws the first failure.
  ///
  /// - Parameters:
  ///   - report: The run, of which the folder keeps a summary.
  ///   - steps: In order; the report comes before everything that takes room on a disk.
  private func finish(_ report: RunReport, _ steps: (() throws -> Void)...) throws {
    var failures = [failure].compactMap { $0 }
    for step in steps {
      do { try step() } catch { failures.append(error) }
    }
    if failures.isEmpty, let folder {
      summarize(report, in: folder)
      if !isQuiet { printDiagnostic(closing(folder)) }
    }
    guard let first = failures.first else { return }
    for other in failures.dropFirst() { printDiagnostic("error: \(other)") }
    throw first
  }

  /// Writes files beside the run's own, where it is kept.
  private func writeBeside(_ write: (_ folder: String) throws -> Void) throws {
    guard let folder else { return }
    do { try write(folder.path) } catch {
      guard !isFolderNamed else { throw error }
      printDiagnostic("note: \(error)")
    }
  }

  private func summarize(_ report: RunReport, in folder: RunFolder) {
    let headline = RunHeadline(report).text
    guard folder.summary(by: toolVersion)?.headline != headline else { return }
    // Without it a list takes longer, and says the same.
    try? folder.write(RunSummary(headline: headline, verdict: report.result.verdict.status, toolVersion: toolVersion))
  }

  /// Where the run is, and what to do with it next.
  private func closing(_ folder: RunFolder) -> String {
    let run = isFolderNamed ? ShellWords.joined([folder.path]) : "last"
    let isCurve = manifest.exit == nil && manifest.model.readouts.count { $0.loops != nil } > 1
    let next = ["report \(run)", "compare \(run) OTHER"] + (isCurve ? ["depth curve \(run)"] : [])
    return "kept in \(folder.path); next: " + next.map { "rwkv-eval " + $0 }.joined(separator: ", ")
  }
}
