import EvalCore

@testable import EvalReport

/// Made-up runs beside each other.
enum SampleRuns {
  /// The healthy run.
  static let healthy = NamedReport(
    name: "runs/a", report: SampleReports.healthy, outcomes: SampleReports.docs(right: [11, 12, 10], of: [14, 14, 12]))

  /// The looped run under another prompt, with another start: at 400 loops it answers as the healthy one.
  static let looped: NamedReport = {
    let outcomes = SampleReports.docs(right: [11, 12, 10], of: [14, 14, 12], loops: true)
    var manifest = SampleReports.looped.manifest
    manifest.task.prompt = "lm_eval"
    manifest.task.promptSHA256 = String(repeating: "0123456789abcdef", count: 4)
    manifest.model.startToken = false
    return NamedReport(
      name: "runs/b", report: RunReport(manifest: manifest, result: SampleReports.looped.result), outcomes: outcomes)
  }()

  /// A run that did not finish, with a doc that broke.
  static let broken: NamedReport = {
    var outcomes = SampleReports.docs(right: [11, 12, 10], of: [14, 14, 12])
    outcomes[5] = SampleReports.outcome(5, "mmlu_tides", gold: 1, [SampleReports.answer(nil, [.nan, -1, -1, -1])])
    return NamedReport(name: "runs/c", report: SampleReports.broken, outcomes: outcomes)
  }()

  /// A run of two tasks with metrics of their own; in one, two choices tie, and in the other nothing is right or wrong.
  static func metrics(name: String, lead: Double = 0) throws -> NamedReport {
    let choices = (0..<6).map { id in
      Outcome(
        task: "colours", docID: id, docHash: "d\(id)", promptHash: "p", targetHash: "t", choices: ["red", "dark grey"],
        gold: id % 2, answers: [SampleReports.answer(nil, id == 3 ? [-2, -2] : [-2, -2.5 + lead + Double(id) / 4])])
    }
    let pages = (0..<3).map { id in
      Outcome(
        task: "pages", docID: id, docHash: "d\(id)", promptHash: "p", targetHash: "t",
        outputType: .loglikelihoodRolling, choices: [], golds: [], words: 10, bytes: 50,
        answers: [SampleReports.answer(nil, [-20 - Double(id)])])
    }
    return try report(name, choices + pages)
  }

  private static func report(_ name: String, _ outcomes: [Outcome]) throws -> NamedReport {
    var manifest = SampleReports.manifest(readouts: [nil], docs: outcomes.count)
    manifest.task.name = "colours,pages"
    manifest.task.tree = TaskTree(
      name: "colours,pages", children: [TaskTree(name: "colours"), TaskTree(name: "pages")], isCollection: true)
    manifest.task.measures = Measures(
      table: .metrics,
      tasks: [task("colours", [.acc, .accNorm]), task("pages", [.wordPerplexity, .bitsPerByte])], groups: [])
    let report = try RunReport(
      manifest, outcomes: outcomes, tree: manifest.taskTree, completion: .finished(outcomes.count))
    return NamedReport(name: name, report: report, outcomes: outcomes)
  }

  private static func task(_ name: String, _ metrics: [MetricName]) -> Measures.Task {
    Measures.Task(
      name: name, alias: name, version: "1", numFewshot: 0, filter: "none",
      metrics: metrics.map { MetricConfiguration($0) },
      originalDocs: 6, docsSHA256: "ab")
  }
}

extension NamedReport {
  /// A report with these docs behind it.
  init(name: String, report: RunReport, outcomes: [Outcome]) {
    self.init(
      name: name,
      report: RunReport(
        manifest: report.manifest, result: report.result, exits: report.exits, readouts: report.readouts,
        outcomes: outcomes))
  }
}
