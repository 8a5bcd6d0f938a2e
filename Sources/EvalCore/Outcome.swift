/// What a model did with one doc: lm-eval's per-document sample.
///
/// Everything that is measured and reported later (metrics, verdict, comparisons) is computed from outcomes, without
/// the model.
public struct Outcome: Sendable, Hashable {
  /// Task name, for example `mmlu_abstract_algebra`.
  public let task: String
  /// Row of the doc in its split, from 0.
  public let docID: Int
  /// SHA-256 (hex) of the doc's fields.
  public let docHash: String
  /// SHA-256 (hex) of the rendered context.
  public let promptHash: String
  /// SHA-256 (hex) of the target text.
  public let targetHash: String
  /// The task's kind of request.
  public let outputType: OutputType
  /// The choices as text, for example `["A", "B", "C", "D"]`; empty for a task without choices.
  public let choices: [String]
  /// Indices of the right choices, any of which is right; empty where the doc names none that is there, so that every
  /// answer is wrong, and for a task without choices.
  public let golds: [Int]
  /// Words of the text of a rolling task; nil for others.
  public let words: Int?
  /// UTF-8 bytes of the text of a rolling task; nil for others.
  public let bytes: Int?
  /// Whether the doc is among its own few-shot examples, so that the prompt holds its answer.
  public let isOwnExample: Bool
  /// One entry a read-out depth, in the run's order; where an exit rule stopped the doc, the entries up to that depth.
  public let answers: [Answer]

  /// An outcome of one doc.
  public init(
    task: String, docID: Int, docHash: String, promptHash: String, targetHash: String,
    outputType: OutputType = .multipleChoice, choices: [String], golds: [Int], words: Int? = nil, bytes: Int? = nil,
    isOwnExample: Bool = false, answers: [Answer]
  ) {
    self.task = task
    self.docID = docID
    self.docHash = docHash
    self.promptHash = promptHash
    self.targetHash = targetHash
    self.outputType = outputType
    self.choices = choices
    self.golds = golds
    self.words = words
    self.bytes = bytes
    self.isOwnExample = isOwnExample
    self.answers = answers
  }

  /// An outcome of a doc with one right choice.
  public init(
    task: String, docID: Int, docHash: String, promptHash: String, targetHash: String, choices: [String], gold: Int,
    answers: [Answer]
  ) {
    self.init(
      task: task, docID: docID, docHash: docHash, promptHash: promptHash, targetHash: targetHash, choices: choices,
      golds: [gold], answers: answers)
  }

  /// What `gold` is where there is no right choice.
  public static let noGold = -1

  /// Index of the first right choice; `noGold` where there is none.
  public var gold: Int { golds.first ?? Self.noGold }

  /// Log-likelihoods of an answer: one a choice, or a single one for a task without choices.
  public var requestCount: Int { outputType == .multipleChoice ? choices.count : 1 }

  /// The same doc with other answers.
  public func answered(_ answers: [Answer]) -> Outcome {
    Outcome(
      task: task, docID: docID, docHash: docHash, promptHash: promptHash, targetHash: targetHash,
      outputType: outputType, choices: choices, golds: golds, words: words, bytes: bytes,
      isOwnExample: isOwnExample, answers: answers)
  }

  /// The model's answer to one doc at one depth.
  public struct Answer: Sendable, Hashable {
    /// Total loops of this read-out; nil for a model that does not loop.
    public let loops: Int?
    /// Log-probability of each choice, or of the one continuation or text, in nats; NaN or −∞ where the numbers broke.
    public let logprobs: [Double]
    /// Whether each continuation is what greedy decoding would produce.
    public let isGreedy: [Bool]
    /// Log-probability of each choice without a context in nats; nil where it was not asked for.
    public let unconditional: [Double]?
    /// Values that the task computed by itself (`process_results`), by metric; nil for the other tasks, which are measured
    /// by their log-likelihoods.
    public var metrics: [String: MetricValue]?
    /// The first fault among the requests; nil for a healthy answer.
    public let fault: NumericalFault?
    /// The largest `Loglikelihood.residual` among the choices; nil where one has none.
    public let residual: Double?

    /// An answer at one depth.
    public init(
      loops: Int?, logprobs: [Double], isGreedy: [Bool], unconditional: [Double]? = nil,
      metrics: [String: MetricValue]? = nil, fault: NumericalFault?, residual: Double? = nil
    ) {
      self.loops = loops
      self.logprobs = logprobs
      self.isGreedy = isGreedy
      self.unconditional = unconditional
      self.metrics = metrics
      self.fault = fault
      self.residual = residual
    }

    /// The answer that the log-likelihoods of a doc's requests make.
    ///
    /// - Parameters:
    ///   - choices: Of each choice, or of the one continuation or text.
    ///   - unconditional: Of each choice without a context; empty where that was not asked for.
    public init(
      loops: Int?, choices: some Collection<Loglikelihood>, unconditional: some Collection<Loglikelihood> = []
    ) {
      let residuals = choices.compactMap(\.residual)
      self.init(
        loops: loops, logprobs: choices.map(\.logprob), isGreedy: choices.map(\.isGreedy),
        unconditional: unconditional.isEmpty ? nil : unconditional.map(\.logprob),
        fault: choices.lazy.compactMap(\.fault).first ?? unconditional.lazy.compactMap(\.fault).first,
        residual: residuals.count == choices.count ? residuals.max() : nil)
    }
  }
}

extension Outcome {
  /// Whether the doc's answers can be right or wrong; a rolling task only has likelihoods.
  public var isJudged: Bool { outputType != .loglikelihoodRolling }

  /// What the log-likelihoods at a read-out point at; choices of the same text are one answer.
  public func prediction(at readout: Int) -> Prediction { Prediction(answers[readout], choices: choices) }

  /// Whether the answer at a read-out is right: the likeliest choice is, or the one continuation is greedy.
  ///
  /// An answer with a broken number is wrong, and so is one whose best choices tie exactly.
  public func isRight(at readout: Int) -> Bool {
    switch outputType {
    case .multipleChoice: prediction(at: readout).index.map(golds.contains) == true
    case .loglikelihood: prediction(at: readout) != .invalid && answers[readout].isGreedy == [true]
    case .loglikelihoodRolling: false
    }
  }

  /// What lm-evaluation-harness's metrics are computed from at a read-out.
  ///
  /// An answer with a numerical fault has NaN for its log-likelihoods, finite as they may look.
  public func metricInput(readout: Int) -> MetricInput {
    let answer = answers[readout]
    return MetricInput(
      outputType: outputType, choices: choices, gold: metricGold,
      loglikelihoods: answer.fault == nil ? answer.logprobs : answer.logprobs.map { _ in .nan },
      isGreedy: answer.isGreedy, unconditional: answer.unconditional, words: words, bytes: bytes)
  }

  private var metricGold: Gold {
    guard let first = golds.first else { return .outOfRange }
    return golds.count == 1 ? .choice(first) : .anyOf(golds)
  }
}
