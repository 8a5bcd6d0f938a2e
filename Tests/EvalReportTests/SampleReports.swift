import EvalCore
import EvalReport

/// Made-up runs.
enum SampleReports {
  static let tree = TaskTree(
    name: "mmlu", version: 2,
    children: [
      TaskTree(
        name: "mmlu_stem", alias: "stem", version: 2,
        children: [
          TaskTree(name: "mmlu_tides", alias: "tides", version: 1),
          TaskTree(name: "mmlu_sand", alias: "sand", version: 1),
        ]),
      TaskTree(
        name: "mmlu_social_sciences", alias: "social sciences", version: 2,
        children: [TaskTree(name: "mmlu_markets", alias: "markets", version: 1)]),
    ])

  /// A healthy run: 33 of 40 docs right.
  static let healthy = report(docs(right: [11, 12, 10], of: [14, 14, 12]))

  /// The same docs with a model that always says A at 8 loops and knows most at 400.
  static let looped = report(
    docs(right: [11, 12, 10], of: [14, 14, 12], loops: true), readouts: [8, 400])

  /// The same docs, those of even rows stopped by a rule at 8 loops.
  static let exited: RunReport = {
    let outcomes = docs(right: [11, 12, 10], of: [14, 14, 12], loops: true).map { doc in
      outcome(doc.docID, doc.task, gold: doc.gold, Array(doc.answers.prefix(1 + doc.docID % 2)))
    }
    var manifest = SampleReports.manifest(readouts: [8, 400], docs: outcomes.count)
    manifest.exit = ExitRule(criterion: .maxProbability, threshold: 0.9, minimumLoops: 8, patience: 2)
    manifest.work?.tokenApplications = 250_000
    manifest.model.readouts = [8, 400].map {
      ReadoutDepth(
        loops: $0, layerApplications: $0, kind: $0 == 8 ? .prefix : .exact, flopsPerToken: $0 * 25_000_000,
        triedFlopsPerToken: $0 * 25_000_000)
    }
    return RunReport(
      manifest: manifest,
      result: RunResult(outcomes: outcomes, of: manifest, tree: tree, completion: .finished(outcomes.count)),
      exits: LiveExits(manifest, outcomes: outcomes))
  }()

  /// A run that stopped after 40 of 50 docs, one of them without numbers, on data with subjects of its own.
  static let broken: RunReport = {
    var outcomes = docs(right: [11, 12, 10], of: [14, 14, 12])
    let fault = NumericalFault(kind: .nonFinite, application: 158, layer: 3, group: 3, loop: 7, position: 12)
    outcomes[5] = outcome(5, "mmlu_tides", gold: 1, [answer(nil, [.nan, .nan, .nan, .nan], fault: fault)])
    return report(
      outcomes, tree: TaskTree(name: "mmlu"), completion: Completion(done: 40, planned: 50, isFinished: false))
  }()

  static func report(
    _ outcomes: [Outcome], readouts: [Int?] = [nil], tree: TaskTree = tree, completion: Completion? = nil
  ) -> RunReport {
    RunReport(
      manifest: manifest(readouts: readouts, docs: outcomes.count),
      result: RunResult(
        outcomes: outcomes, tree: tree, readouts: readouts, completion: completion ?? .finished(outcomes.count)))
  }

  /// A report with the docs behind it, as one that is read from a folder.
  static func measured(
    _ outcomes: [Outcome], readouts: [Int?] = [nil], tree: TaskTree = tree, trace: DepthTrace? = nil,
    questions: [DocKey: AskedQuestion]? = nil
  ) -> RunReport {
    let report = report(outcomes, readouts: readouts, tree: tree)
    return RunReport(
      manifest: report.manifest, result: report.result, outcomes: outcomes, trace: trace, questions: questions)
  }

  static func docs(right: [Int], of totals: [Int], loops: Bool = false) -> [Outcome] {
    zip(["mmlu_tides", "mmlu_sand", "mmlu_markets"], zip(right, totals)).flatMap { task, counts in
      (0..<counts.1).map { id in
        let gold = (id * 5 + task.count) % 4
        let best = id < counts.0 ? gold : (gold + 1 + id % 3) % 4
        let last = answer(loops ? 400 : nil, logprobs(best, id))
        return outcome(id, task, gold: gold, loops ? [answer(8, logprobs(0, id)), last] : [last])
      }
    }
  }

  static func outcome(_ id: Int, _ task: String, gold: Int, _ answers: [Outcome.Answer]) -> Outcome {
    Outcome(
      task: task, docID: id, docHash: "d\(id)", promptHash: "p\(id)", targetHash: "t", choices: ["A", "B", "C", "D"],
      gold: gold, answers: answers)
  }

  static func answer(_ loops: Int?, _ logprobs: [Double], fault: NumericalFault? = nil) -> Outcome.Answer {
    Outcome.Answer(loops: loops, logprobs: logprobs, isGreedy: logprobs.map { _ in false }, fault: fault)
  }

  static func logprobs(_ best: Int, _ salt: Int) -> [Double] {
    (0..<4).map { $0 == best ? -0.25 - Double(salt) / 64 : -4 - Double($0) / 8 }
  }

  static func manifest(readouts: [Int?], docs: Int) -> RunManifest {
    var model = RunManifest.Model(
      name: "tiny", readouts: readouts.map { ReadoutDepth(loops: $0, layerApplications: $0 ?? 4) })
    model.path = "models/tiny|1.pth"
    model.format = "PyTorch zip, bf16"
    model.program = "8 groups in sequence"
    model.startToken = true
    model.notes = ["a made-up model"]
    var manifest = RunManifest(
      toolVersion: "0.1", commandLine: ["rwkv-eval", "mmlu", "--model", "models/tiny|1.pth", "--subjects", "*s"],
      startedAt: "2026-01-02T03:04:05Z", model: model,
      task: RunManifest.Task(
        name: "mmlu", dataPath: "data", dataSHA256: "dd", split: "test", numFewshot: 0, prompt: "recommended",
        promptSHA256: "ee", contextsSHA256: "cc", limit: nil, subjects: ["*s"], docs: docs),
      machine: RunManifest.Machine(
        processor: "a processor", threads: 2, blas: "OpenBLAS", simd: "avx2", precision: "fp32"))
    manifest.elapsedSeconds = 12.34
    manifest.work = RunManifest.Work(requestTokens: 4000, computedTokens: 1000, tokenApplications: 400_000)
    return manifest
  }
}
