import EvalCore
import SharedFixtures
import Testing

@testable import EvalReport
import PythonValues

@Suite struct LMEvalReadoutTests {
  /// A run of one task at two loop counts; at the first, two docs tie.
  static let report: RunReport = {
    let outcomes = SampleReports.docs(right: [11, 12, 10], of: [14, 14, 12], loops: true).map { doc in
      doc.task == "mmlu_sand" && (2...3).contains(doc.docID)
        ? doc.answered([SampleReports.answer(8, [-1, -1, -2, -3]), doc.answers[1]]) : doc
    }
    var manifest = SampleReports.manifest(readouts: [8, 400], docs: 40)
    manifest.model.depth = .init(groups: 8, sharing: "sequence", injection: "none")
    manifest.model.programSHA256 = ["aa11bb22cc33dd44", "ee55"]
    manifest.task.limitShare = 0.5
    manifest.task.fewshotSeed = 7
    return RunReport(
      manifest: manifest,
      result: RunResult(
        outcomes: outcomes, of: manifest, tree: TaskTree(name: "mmlu"), completion: .finished(outcomes.count)))
  }()

  static func readouts(_ report: RunReport = report) -> [LMEvalReadout] {
    report.result.readouts.indices.map { readout in
      let tasks = report.result.rows.filter { $0.level == .task && $0.loops == report.result.readouts[readout] }.map {
        LMEvalTask(
          alias: $0.alias, version: .int(1), numFewshot: .int(0),
          metrics: TaskMetrics(
            task: $0.task, sampleLength: $0.tally.total,
            results: [MetricResult(name: "acc", filter: "none", value: $0.accuracy, stderr: $0.stderr)]),
          higherIsBetter: [], configuration: .object([]), originalDocs: $0.tally.total)
      }
      return LMEvalReadout(
        report.manifest, report.result, at: readout, results: LMEvalResults(tasks: tasks, groups: []), taskHashes: [])
    }
  }

  /// A report that shows its read-outs' metrics.
  static func shown(_ report: RunReport = report) -> RunReport {
    var manifest = report.manifest
    manifest.task.measures = Measures(table: .metrics, tasks: [], groups: [])
    return RunReport(manifest: manifest, result: report.result, exits: report.exits, readouts: readouts(report))
  }

  @Test func `model_args and model_name tell loop counts apart, and say what was run`() {
    let runs = Self.readouts().map(\.run)
    #expect(
      runs.map(\.modelArguments) == [
        "path=models/tiny|1.pth,loops=8,groups=8,sharing=sequence,injection=none,precision=fp32,start_token=True,"
          + "program_sha256=aa11bb22cc33dd44",
        "path=models/tiny|1.pth,loops=400,groups=8,sharing=sequence,injection=none,precision=fp32,start_token=True,"
          + "program=8 groups in sequence,program_sha256=ee55",
      ])
    #expect(
      runs.map(\.modelName) == [
        "tiny,loops=8,groups=8,sharing=sequence,injection=none,program=aa11bb22cc33",
        "tiny,loops=400,groups=8,sharing=sequence,injection=none,program=ee55",
      ])
    #expect(runs[0].limit == .double(0.5) && runs[0].fewshotSeed == 7)
  }

  static let changes: [(part: String, change: @Sendable (inout RunManifest) -> Void)] = [
    (",precision=bf16", { $0.machine.precision = "bf16" }), (",start_token=False", { $0.model.startToken = false }),
    (
      ",readout=prefix",
      { $0.model.readouts[0] = ReadoutDepth(loops: 8, layerApplications: 8, kind: .prefix) }
    ),
    (",injection=add", { $0.model.depth?.injection = "add" }),
  ]

  @Test(arguments: changes.indices)
  func `another way to run it is another model`(index: Int) {
    var manifest = Self.report.manifest
    Self.changes[index].change(&manifest)
    let model = LMEvalModel(manifest, at: 0)
    for text in [model.arguments, model.name] { #expect(text.contains(Self.changes[index].part)) }
  }

  @Test func `a run under an exit rule is one model, which names the rule`() {
    let model = LMEvalModel(SampleReports.exited.manifest, at: 0)
    #expect(model.name == "tiny,loops=400,exit=max probability > 0.9; 2 in a row; from 8 loops")
    #expect(model.arguments.contains("program=8 groups in sequence"))
  }

  @Test func `a plain model has its own name, and a baseline no arguments`() {
    #expect(LMEvalModel(SampleReports.healthy.manifest, at: 0).name == "tiny")
    var manifest = SampleReports.healthy.manifest
    manifest.model = RunManifest.Model(name: "uniform", readouts: [ReadoutDepth(loops: nil, layerApplications: 0)])
    #expect(LMEvalModel(manifest, at: 0).name == "uniform" && LMEvalModel(manifest, at: 0).arguments.isEmpty)
  }

  @Test func `the text has tables, ties and a verdict for every read-out`() throws {
    let text = try ReportFormat.lmEval.render(Self.shown())
    try GoldenFile(name: "lmeval-readouts.txt").expect(text)
  }

  @Test(arguments: [ReportFormat.table, .lmEval])
  func `a single read-out has no heading, and a run without groups no table of them`(format: ReportFormat) throws {
    let text = try format.render(Self.shown(SampleReports.healthy))
    #expect(!text.contains("loops:") && !text.contains("Groups") && !text.contains("Exact ties"))
  }

  @Test func `JSON has the run's config, and what each read-out has of its own`() throws {
    let json = try ReportFormat.json.render(Self.shown())
    let keys = json.split(separator: "\n").filter { $0.hasPrefix("  \"") }.map { $0.split(separator: "\"")[1] }
    #expect(
      keys == [
        "results", "group_subtasks", "configs", "versions", "n-shot", "higher_is_better", "n-samples", "config",
        "git_hash", "date", "pretty_env_info", "transformers_version", "lm_eval_version", "upper_git_hash",
        "task_hashes", "model_source", "model_name", "model_name_sanitized", "system_instruction",
        "system_instruction_sha", "fewshot_as_multiturn", "chat_template", "chat_template_sha",
        "total_evaluation_time_seconds", "verdict", "completion", "readouts",
      ])
    #expect(json.contains("\"readout\": \"8 loops\"") && json.contains("\"readout\": \"400 loops\""))
    #expect(json.contains("\"exact_ties\": {") && json.contains("\"acc_with_ties_wrong\""))
    #expect(
      try !ReportFormat.json.render(Self.shown(SampleReports.healthy)).contains("readouts"))
  }
}
