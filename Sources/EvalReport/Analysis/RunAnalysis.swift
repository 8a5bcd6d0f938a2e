import EvalCore

/// What reports draw of a run beside its table.
struct RunAnalysis: Sendable {
  /// Answers beside the right ones, at every read-out.
  let answers: [AnswerAnalysis]
  /// The run over its loop counts; nil where it has fewer than two, or docs stopped early.
  let depth: DepthAnalysis?
  /// What each layer application did to hidden states; nil where the run left no trace.
  let trace: DepthTrace?

  /// The analysis of a run; nil where its outcomes are not known.
  init?(_ report: RunReport) {
    guard !report.outcomes.isEmpty else { return nil }
    let lengths = Self.promptLengths(report)
    answers = report.result.readouts.indices.map {
      AnswerAnalysis(report.outcomes, readout: $0, promptLengths: lengths)
    }
    depth = DepthAnalysis(report)
    trace = report.trace
  }

  /// Code points of each doc's prompt; nil where one is not known.
  private static func promptLengths(_ report: RunReport) -> [Int]? {
    guard let questions = report.questions else { return nil }
    let lengths = report.outcomes.compactMap { questions[DocKey($0)]?.promptLength }
    return lengths.count == report.outcomes.count ? lengths : nil
  }
}

/// A run over its loop counts.
struct DepthAnalysis: Sendable {
  /// Loop counts, ascending.
  let loops: [Int]
  /// Accuracy at each.
  let curve: DepthCurve
  /// How docs change their answers from one to the next.
  let churn: DepthChurn
  /// Exit rules, tried after the fact.
  let exits: ExitSweep
  /// What the exits' costs count.
  let cost: ExitCost

  /// The depths of a run; nil where it has fewer than two, or docs stopped early.
  init?(_ report: RunReport) {
    let manifest = report.manifest
    guard manifest.exit == nil,
      let run = try? DepthRun(
        name: manifest.model.name, readouts: manifest.model.readouts, outcomes: report.outcomes,
        isRounded: manifest.machine.isRounded)
    else { return nil }
    loops = run.loops
    curve = DepthCurve(run)
    churn = DepthChurn(run)
    cost = ExitCost(run, work: manifest.work)
    exits = ExitSweep(run, costs: cost.values, triedCosts: cost.triedValues)
  }
}
