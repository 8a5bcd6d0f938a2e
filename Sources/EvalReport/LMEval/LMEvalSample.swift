public import EvalCore
public import PythonValues

/// A doc as lm-evaluation-harness's samples file has it.
public struct LMEvalSample: Sendable {
  /// The model's answer to one request.
  public struct Response: Sendable, Hashable {
    /// Nats.
    public let loglikelihood: Double
    /// Whether greedy decoding would produce the continuation; nil for a whole text.
    public let isGreedy: Bool?

    /// An answer.
    public init(loglikelihood: Double, isGreedy: Bool?) {
      self.loglikelihood = loglikelihood
      self.isGreedy = isGreedy
    }
  }

  /// A metric of one doc.
  public struct Metric: Sendable, Hashable {
    /// Name, for example `acc`.
    public let name: String
    /// The doc's value.
    public let value: MetricValue

    /// A metric.
    public init(name: String, value: MetricValue) {
      self.name = name
      self.value = value
    }
  }

  /// SHA-256 (hex) of what identifies a doc.
  public struct Hashes: Sendable, Hashable {
    /// Of the doc as indented JSON.
    public let doc: String
    /// Of the first request's context, or of the whole text.
    public let prompt: String
    /// Of the target as text.
    public let target: String

    /// Hashes.
    public init(doc: String, prompt: String, target: String) {
      self.doc = doc
      self.prompt = prompt
      self.target = target
    }
  }

  /// What was asked.
  public struct Question: Sendable {
    /// The doc's fields.
    public let doc: PythonValue
    /// The target as Python's `str` writes it.
    public let target: String
    /// The texts of each request: context and continuation, or one whole text.
    public let arguments: [[String]]

    /// A question.
    public init(doc: PythonValue, target: String, arguments: [[String]]) {
      self.doc = doc
      self.target = target
      self.arguments = arguments
    }
  }

  /// Row of the doc in its split, from 0.
  public let docID: Int
  /// The doc's fields.
  public let doc: PythonValue
  /// The target as Python's `str` writes it.
  public let target: String
  /// The texts of each request: context and continuation, or one whole text.
  public let arguments: [[String]]
  /// One a request.
  public let responses: [Response]
  /// Name of the filter that the answers went through.
  public let filter: String
  /// In lm-evaluation-harness's order.
  public let metrics: [Metric]
  /// What identifies the doc.
  public let hashes: Hashes

  /// A sample.
  public init(
    docID: Int, doc: PythonValue, target: String, arguments: [[String]], responses: [Response],
    filter: String = "none", metrics: [Metric], hashes: Hashes
  ) {
    self.docID = docID
    self.doc = doc
    self.target = target
    self.arguments = arguments
    self.responses = responses
    self.filter = filter
    self.metrics = metrics
    self.hashes = hashes
  }

  /// The docs of a task with the answers at a read-out.
  ///
  /// - Parameter question: What was asked about a doc. What it throws is thrown.
  public static func samples(
    of task: RunMetrics.Task, at readout: Int, question: (Outcome) throws -> Question
  ) rethrows -> [LMEvalSample] {
    try task.outcomes.enumerated().map { index, outcome in
      let question = try question(outcome)
      return LMEvalSample(
        docID: outcome.docID, doc: question.doc, target: question.target, arguments: question.arguments,
        responses: Response.all(outcome, at: readout), filter: task.measures.filter,
        metrics: task.columns.compactMap { column in
          column.values.count == task.outcomes.count
            ? Metric(name: column.configuration.name, value: column.values[index]) : nil
        },
        hashes: Hashes(doc: outcome.docHash, prompt: outcome.promptHash, target: outcome.targetHash))
    }
  }

  /// The line of the samples file, without its line feed.
  ///
  /// The Brier score's probabilities are a list of numbers, where lm-evaluation-harness writes what NumPy prints.
  public var line: String {
    let answers = responses.map(\.json)
    let fields = [
      LMEvalField("doc_id", .int(docID)), LMEvalField("doc", doc), LMEvalField("target", .string(target)),
      LMEvalField("arguments", .object(arguments.enumerated().map(Self.request))),
      LMEvalField("resps", .list(answers.map { .list([$0]) })), LMEvalField("filtered_resps", .list(answers)),
      LMEvalField("filter", .string(filter)), LMEvalField("metrics", .list(metrics.map { .string($0.name) })),
      LMEvalField("doc_hash", .string(hashes.doc)), LMEvalField("prompt_hash", .string(hashes.prompt)),
      LMEvalField("target_hash", .string(hashes.target)),
    ]
    return PythonJSON.line(.object(fields + metrics.map { LMEvalField($0.name, $0.value.json) }))
  }

  private static func request(_ index: Int, _ texts: [String]) -> LMEvalField {
    LMEvalField(
      "gen_args_\(index)", .object(texts.enumerated().map { LMEvalField("arg_\($0.offset)", .string($0.element)) }))
  }
}

extension LMEvalSample.Response {
  /// The answers to a doc's requests; those without a context come last, and nobody asked whether they are greedy.
  fileprivate static func all(_ outcome: Outcome, at readout: Int) -> [LMEvalSample.Response] {
    let answer = outcome.answers[readout]
    let isRolling = outcome.outputType == .loglikelihoodRolling
    return zip(answer.logprobs, answer.isGreedy).map {
      LMEvalSample.Response(loglikelihood: $0, isGreedy: isRolling ? nil : $1)
    } + (answer.unconditional ?? []).map { LMEvalSample.Response(loglikelihood: $0, isGreedy: false) }
  }

  fileprivate var json: PythonValue {
    let number = PythonValue.string(PythonValue.double(loglikelihood).repr)
    return isGreedy.map { .list([number, .string($0 ? "True" : "False")]) } ?? number
  }
}

extension MetricValue {
  /// The value as JSON; a doc without a predicted choice has null for it.
  fileprivate var json: PythonValue {
    switch self {
    case .number(let value): .double(value)
    case .integer(let value): .int(value)
    case .weighted(let loglikelihood, let weight): .list([.double(loglikelihood), .int(weight)])
    case .labels(let gold, let predicted): .list([.int(gold), predicted.map(PythonValue.int) ?? PythonValue.none])
    case .distribution(let gold, let probabilities):
      .list([.int(gold), .list(probabilities.map(PythonValue.double))])
    }
  }
}

/// A field of a JSON object.
public struct LMEvalField: Sendable, Equatable {
  /// Its name.
  public let name: String
  /// Its value.
  public let value: PythonValue

  /// A field.
  public init(_ name: String, _ value: PythonValue) {
    self.name = name
    self.value = value
  }
}

extension PythonValue {
  /// A JSON object of fields in their order; of two with one name the later one's value.
  static func object(_ fields: [LMEvalField]) -> PythonValue {
    .dictionary(Dictionary(fields.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }))
  }
}
