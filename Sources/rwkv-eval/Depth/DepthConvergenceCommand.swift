import Console
import ArgumentParser
import EvalCore
import EvalReport
import EvalStore

/// `rwkv-eval depth convergence`: how hidden states behave over the loops.
struct DepthConvergenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convergence",
    abstract: "Says of every group of a run whether its hidden states converge, drift, oscillate or explode.",
    discussion: """
      From the means over sampled rows that a run of a looped model leaves in trace.jsonl, a line a layer application.
      \(DepthRunOptions.exitCodes)
      """)

  @Argument(help: ArgumentHelp("A run: \(RunReference.help).", valueName: "run"))
  var folder: String

  @OptionGroup var form: DepthFormOptions

  func run() throws {
    let stored = try StoredReport(folder)
    guard let trace = try stored.stored.folder.readTrace() else {
      throw UserError(
        "\(stored.path): the run has no trace.jsonl",
        remedy: "Run a looped model; plain models and baselines have no loops")
    }
    let verdict = stored.report.result.verdict
    let report = form.report(
      of: RunLabel(name: stored.path, manifest: stored.stored.manifest, verdict: verdict))
    try ReportOutput(path: nil).write(report.render(trace.convergence, firstNonFinite: trace.firstNonFinite))
    stored.warn(isVisible: form.format == .table)
    if verdict.status == .invalid { throw ExitCode(3) }
  }
}

extension DepthTrace {
  /// How the hidden states behave, a line for neighbouring groups of the same state.
  var summary: [String] {
    var lines: [(groups: ClosedRange<Int>, state: String)] = []
    for group in convergence {
      let state = group.state.text
      if let last = lines.last, last.state == state, last.groups.upperBound == group.group - 1 {
        lines[lines.count - 1].groups = last.groups.lowerBound...group.group
      } else {
        lines.append((group.group...group.group, state))
      }
    }
    return lines.map { line in
      let name =
        line.groups.count == 1
        ? "group \(line.groups.lowerBound)" : "groups \(line.groups.lowerBound)–\(line.groups.upperBound)"
      return "hidden states: \(name) \(line.state)"
    }
  }
}

extension ConvergenceState {
  fileprivate var text: String {
    switch self {
    case .oscillating(let period): "oscillating with period \(period)"
    case .nonFinite(let application): "not finite from layer application \(application) on"
    case .tooShort: "looped too few times to say how they behave"
    case .converged, .drifting, .exploding, .stagnating: name
    }
  }
}
