import EvalCore

/// Made-up outcomes.
enum SampleOutcomes {
  static let letters = ["A", "B", "C", "D"]

  /// Log-probabilities that point at `choice`: `best` there, about 5 nats less elsewhere, a little different each time.
  static func logprobs(_ choice: Int, salt: Int = 0, best: Double = -0.02) -> [Double] {
    letters.indices.map { $0 == choice ? best - Double(salt) * 1e-6 : best - 5 - Double($0) * 0.1 }
  }

  /// An answer of a healthy model.
  static func answer(_ choice: Int, loops: Int? = nil, salt: Int = 0, best: Double = -0.02) -> Outcome.Answer {
    answer(logprobs(choice, salt: salt, best: best), loops: loops)
  }

  /// An answer with given log-probabilities.
  static func answer(_ logprobs: [Double], loops: Int? = nil, fault: NumericalFault? = nil) -> Outcome.Answer {
    Outcome.Answer(
      loops: loops, logprobs: logprobs, isGreedy: logprobs.map { _ in false }, fault: fault)
  }

  /// A doc with its answers.
  static func outcome(
    _ id: Int, task: String = "mmlu_tides", gold: Int, hash: String = "d0", _ answers: Outcome.Answer...
  ) -> Outcome {
    Outcome(
      task: task, docID: id, docHash: hash, promptHash: "p\(id)", targetHash: "t\(gold)", choices: letters, gold: gold,
      answers: answers)
  }

  /// A doc with choices of its own.
  static func choices(
    _ choices: [String], golds: [Int], id: Int = 0, task: String = "piqa", _ answer: Outcome.Answer
  ) -> Outcome {
    Outcome(
      task: task, docID: id, docHash: "d\(id)", promptHash: "p\(id)", targetHash: "t", choices: choices, golds: golds,
      answers: [answer])
  }

  /// A doc of a task with one continuation.
  static func continuation(_ id: Int, _ logprob: Double, isGreedy: Bool, task: String = "lambada") -> Outcome {
    Outcome(
      task: task, docID: id, docHash: "d\(id)", promptHash: "p\(id)", targetHash: "t", outputType: .loglikelihood,
      choices: [], golds: [],
      answers: [Outcome.Answer(loops: nil, logprobs: [logprob], isGreedy: [isGreedy], fault: nil)])
  }

  /// A doc of a task of whole texts, of 5 words and 30 bytes.
  static func text(_ id: Int, _ logprob: Double, task: String = "wikitext") -> Outcome {
    Outcome(
      task: task, docID: id, docHash: "d\(id)", promptHash: "p\(id)", targetHash: "t",
      outputType: .loglikelihoodRolling, choices: [], golds: [], words: 5, bytes: 30,
      answers: [Outcome.Answer(loops: nil, logprobs: [logprob], isGreedy: [false], fault: nil)])
  }

  /// Docs with choices of their own, of which the one at each of `golds` is right and the likeliest at `predicted`.
  static func ownChoices(golds: [Int], predicted: [Int], count: Int = 3) -> [Outcome] {
    zip(golds, predicted).enumerated().map { id, pair in
      choices(
        (0..<count).map { "doc \(id) choice \($0)" }, golds: [pair.0], id: id,
        answer((0..<count).map { $0 == pair.1 ? -20 - Double(id) / 100 : -30 - Double($0) }))
    }
  }

  /// Docs from a table of counts, `[predicted][gold]`.
  static func confusion(_ counts: [[Int]], task: String = "mmlu_tides") -> [Outcome] {
    let pairs = counts.indices.flatMap { predicted in
      counts[predicted].indices.flatMap { gold in
        Array(repeating: (predicted, gold), count: counts[predicted][gold])
      }
    }
    return pairs.enumerated().map { outcome($0, task: task, gold: $1.1, answer($1.0, salt: $0)) }
  }

  /// A healthy run: 91 of 100 docs right.
  static let healthy = confusion([[23, 1, 1, 1], [1, 22, 1, 0], [1, 0, 24, 1], [0, 1, 1, 22]])

  /// A run that always says A, on docs with MMLU's gold letters scaled down.
  static let alwaysA = confusion([[23, 25, 25, 27], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]])

  /// The run of a model without loops.
  static func result(_ outcomes: [Outcome], tree: TaskTree = TaskTree(name: "mmlu")) -> RunResult {
    RunResult(outcomes: outcomes, tree: tree, readouts: [nil], completion: .finished(outcomes.count))
  }

  /// A fault of group 3 in loop 7.
  static func fault(_ kind: NumericalFault.Kind) -> NumericalFault {
    NumericalFault(kind: kind, application: 158, layer: 3, group: 3, loop: 7, position: 12)
  }
}
