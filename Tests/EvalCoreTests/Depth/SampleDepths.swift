@testable import EvalCore

/// Made-up runs at several loop counts.
enum SampleDepths {
  /// A run whose docs, all with right answer A, predict the given choices at 8, 16, 24 … loops.
  static func run(_ predictions: [[Int?]], name: String = "runs/a") throws -> DepthRun {
    let count = predictions.first?.count ?? 0
    return try run(
      predictions.map { doc in doc.map { $0.map { SampleOutcomes.logprobs($0) } ?? [.nan, .nan, .nan, .nan] } },
      loops: (1...max(count, 1)).map { 8 * $0 }, name: name)
  }

  /// A run with given log-probabilities, `[doc][depth][choice]`; the right answer is the first choice.
  static func run(_ logprobs: [[[Double]]], loops: [Int?], name: String = "runs/a") throws -> DepthRun {
    try DepthRun(
      name: name, readouts: loops.map { ReadoutDepth(loops: $0, layerApplications: 2 * ($0 ?? 1)) },
      outcomes: logprobs.enumerated().map { id, depths in
        Outcome(
          task: "mmlu_tides", docID: id, docHash: "d", promptHash: "p", targetHash: "t",
          choices: SampleOutcomes.letters,
          gold: 0, answers: zip(depths, loops).map { SampleOutcomes.answer($0, loops: $1) })
      })
  }

  /// The run with a residual for every doc and depth.
  static func measured(_ run: DepthRun, _ residual: (_ doc: Int, _ depth: Int) -> Double?) throws -> DepthRun {
    let docs = run.docs.enumerated().map { index, doc in
      let answers = doc.answers.enumerated().map { depth, answer in
        Outcome.Answer(
          loops: answer.loops, logprobs: answer.logprobs, isGreedy: answer.isGreedy, fault: answer.fault,
          residual: residual(index, depth))
      }
      return Outcome(
        task: doc.task, docID: doc.docID, docHash: doc.docHash, promptHash: doc.promptHash,
        targetHash: doc.targetHash, choices: doc.choices, gold: doc.gold, answers: answers)
    }
    return try DepthRun(name: run.name, readouts: run.depths, outcomes: docs)
  }

  /// Log-probabilities of two choices with a probability for the first; the other two have next to none.
  static func logprobs(_ first: Double) -> [Double] { [first, 1 - first, 1e-300, 1e-300].map(naturalLogarithm) }
}
