import EvalCore

/// A made-up run of three docs at two loop counts.
enum SampleRun {
  static let fault = NumericalFault(
    kind: .varianceOverflow, application: 5, layer: 1, group: 1, loop: 2, position: 9)

  static let outcomes = [
    outcome(0, [-0.1, -2.302585092994046, -1e-300, -4]), outcome(1, [.nan, -.infinity, .infinity, -1]),
    outcome(2, [-1, -1, -2, -3], fault: fault),
  ]

  static func outcome(
    _ id: Int, _ logprobs: [Double], fault: NumericalFault? = nil, residual: Double? = nil
  ) -> Outcome {
    outcome(
      id,
      answers: [
        Outcome.Answer(loops: 8, logprobs: [-1, -2, -3, -4], isGreedy: [true, false, false, false], fault: nil),
        Outcome.Answer(
          loops: 400, logprobs: logprobs, isGreedy: [false, false, true, false], fault: fault, residual: residual),
      ])
  }

  static func outcome(_ id: Int, answers: [Outcome.Answer]) -> Outcome {
    Outcome(
      task: "mmlu_tides", docID: id, docHash: "d\(id)", promptHash: "p\(id)", targetHash: "t",
      choices: ["A", "B", "C", "D"],
      gold: 2, answers: answers)
  }

  static func manifest(docs: Int = 3) -> RunManifest {
    var model = RunManifest.Model(
      name: "tiny",
      readouts: [ReadoutDepth(loops: 8, layerApplications: 8), ReadoutDepth(loops: 400, layerApplications: 400)])
    model.path = "models/tiny.pth"
    model.programSHA256 = ["aa", "bb"]
    return RunManifest(
      toolVersion: "0.1", commandLine: ["rwkv-eval", "mmlu", "--loops", "8,400"], startedAt: "2026-01-02T03:04:05Z",
      model: model,
      task: RunManifest.Task(
        name: "mmlu", dataPath: "data", dataSHA256: "d", split: "test", numFewshot: 0, prompt: "recommended",
        promptSHA256: "p", contextsSHA256: "c", limit: nil, subjects: [], docs: docs),
      machine: RunManifest.Machine(processor: "cpu", threads: 2, blas: "openblas", simd: "avx2", precision: "fp32"))
  }
}
