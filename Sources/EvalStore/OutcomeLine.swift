import EvalCore

/// An outcome as a line of `outcomes.jsonl`.
struct OutcomeLine: Codable {
  let task: String
  let docID: Int
  let docHash: String
  let promptHash: String
  let targetHash: String
  /// Absent for multiple choice, as it is in older runs.
  let outputType: OutputType?
  let choices: [String]
  /// The first right choice; absent where there is none.
  let gold: Int?
  /// All right choices; absent where there is exactly one.
  let golds: [Int]?
  /// Of the text of a rolling task; absent for others.
  let words: Int?
  let bytes: Int?
  /// True for a doc among its own few-shot examples; absent for others.
  let isOwnExample: Bool?
  let answers: [AnswerLine]

  private enum CodingKeys: String, CodingKey {
    case task
    case docID = "doc_id"
    case docHash = "doc_hash"
    case promptHash = "prompt_hash"
    case targetHash = "target_hash"
    case outputType = "output_type"
    case choices
    case gold
    case golds
    case words
    case bytes
    case isOwnExample = "own_example"
    case answers
  }

  init(_ outcome: Outcome) {
    task = outcome.task
    docID = outcome.docID
    docHash = outcome.docHash
    promptHash = outcome.promptHash
    targetHash = outcome.targetHash
    outputType = outcome.outputType == .multipleChoice ? nil : outcome.outputType
    choices = outcome.choices
    gold = outcome.golds.first
    golds = outcome.golds.count == 1 ? nil : outcome.golds
    words = outcome.words
    bytes = outcome.bytes
    isOwnExample = outcome.isOwnExample ? true : nil
    answers = outcome.answers.indices.map { AnswerLine(outcome.answers[$0], prediction: outcome.prediction(at: $0)) }
  }

  /// The outcome; nil where a log-probability is neither a number nor a known word.
  var outcome: Outcome? {
    let read = answers.compactMap(\.answer)
    guard read.count == answers.count else { return nil }
    return Outcome(
      task: task, docID: docID, docHash: docHash, promptHash: promptHash, targetHash: targetHash,
      outputType: outputType ?? .multipleChoice, choices: choices, golds: golds ?? gold.map { [$0] } ?? [],
      words: words, bytes: bytes, isOwnExample: isOwnExample ?? false, answers: read)
  }
}

/// An answer within a line of `outcomes.jsonl`.
///
/// JSON has no NaN and no infinity: such a log-probability is null, and `non_finite` says which of them it was.
struct AnswerLine: Codable {
  /// Total loops; null for a model that does not loop.
  let loops: Int?
  /// Nats; null where not finite.
  let logprobs: [Double?]
  /// `nan`, `inf`, `-inf`, or null beside a number; absent when all are numbers.
  let nonFinite: [String?]?
  let isGreedy: [Bool]
  /// Nats of each choice without a context, in words where not finite; absent where it was not asked for.
  let unconditional: [NatsCoding]?
  /// Values that the task computed by itself, by metric; absent for others.
  let metrics: [String: MetricValueLine]?
  /// Index of the predicted choice; null for none.
  let prediction: Int?
  /// `tie` or `invalid` where there is no prediction.
  let noPrediction: String?
  let fault: NumericalFault?
  /// Relative residual to the read-out before; absent where there is none.
  let residual: Double?

  private enum CodingKeys: String, CodingKey {
    case loops
    case logprobs
    case nonFinite = "non_finite"
    case isGreedy = "is_greedy"
    case unconditional
    case metrics
    case prediction
    case noPrediction = "no_prediction"
    case fault
    case residual
  }

  /// The line of an answer, with what the doc's choices make of it.
  init(_ answer: Outcome.Answer, prediction: Prediction) {
    loops = answer.loops
    logprobs = answer.logprobs.map { $0.isFinite ? $0 : nil }
    nonFinite =
      answer.logprobs.allSatisfy(\.isFinite) ? nil : answer.logprobs.map { $0.isFinite ? nil : NatsCoding.word($0) }
    isGreedy = answer.isGreedy
    unconditional = answer.unconditional?.map(NatsCoding.init)
    metrics = answer.metrics?.mapValues(MetricValueLine.init)
    self.prediction = prediction.index
    noPrediction = Self.absence(prediction)
    fault = answer.fault
    residual = answer.residual
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(loops, forKey: .loops)
    try container.encode(logprobs, forKey: .logprobs)
    try container.encodeIfPresent(nonFinite, forKey: .nonFinite)
    try container.encode(isGreedy, forKey: .isGreedy)
    try container.encodeIfPresent(unconditional, forKey: .unconditional)
    try container.encodeIfPresent(metrics, forKey: .metrics)
    try container.encode(prediction, forKey: .prediction)
    try container.encodeIfPresent(noPrediction, forKey: .noPrediction)
    try container.encode(fault, forKey: .fault)
    try container.encodeIfPresent(residual, forKey: .residual)
  }

  /// The answer; nil where a log-probability is neither a number nor a known word.
  var answer: Outcome.Answer? {
    let words = nonFinite ?? logprobs.map { _ in nil }
    guard words.count == logprobs.count else { return nil }
    let values = zip(logprobs, words).compactMap { $0 ?? $1.flatMap(NatsCoding.value) }
    guard values.count == logprobs.count else { return nil }
    return Outcome.Answer(
      loops: loops, logprobs: values, isGreedy: isGreedy, unconditional: unconditional?.map(\.value),
      metrics: metrics?.mapValues(\.value), fault: fault, residual: residual)
  }

  private static func absence(_ prediction: Prediction) -> String? {
    switch prediction {
    case .choice: nil
    case .tie: "tie"
    case .invalid: "invalid"
    }
  }
}

/// A doc's contribution to a metric within a line of `outcomes.jsonl`: a number, a whole number, a log-likelihood with its
/// weight, a right choice with a predicted one, or with the probabilities of all.
struct MetricValueLine: Codable {
  let value: MetricValue

  init(_ value: MetricValue) { self.value = value }

  private enum CodingKeys: String, CodingKey {
    case number, integer, loglikelihood, weight, gold, predicted, probabilities
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    if let number = try fields.decodeIfPresent(NatsCoding.self, forKey: .number) {
      value = .number(number.value)
    } else if let integer = try fields.decodeIfPresent(Int.self, forKey: .integer) {
      value = .integer(integer)
    } else if let loglikelihood = try fields.decodeIfPresent(NatsCoding.self, forKey: .loglikelihood) {
      value = .weighted(
        loglikelihood: loglikelihood.value, weight: try fields.decode(Int.self, forKey: .weight))
    } else if let probabilities = try fields.decodeIfPresent([NatsCoding].self, forKey: .probabilities) {
      value = .distribution(
        gold: try fields.decode(Int.self, forKey: .gold), probabilities: probabilities.map(\.value))
    } else {
      value = .labels(
        gold: try fields.decode(Int.self, forKey: .gold),
        predicted: try fields.decodeIfPresent(Int.self, forKey: .predicted))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    switch value {
    case .number(let number): try fields.encode(NatsCoding(number), forKey: .number)
    case .integer(let integer): try fields.encode(integer, forKey: .integer)
    case .weighted(let loglikelihood, let weight):
      try fields.encode(NatsCoding(loglikelihood), forKey: .loglikelihood)
      try fields.encode(weight, forKey: .weight)
    case .labels(let gold, let predicted):
      try fields.encode(gold, forKey: .gold)
      try fields.encodeIfPresent(predicted, forKey: .predicted)
    case .distribution(let gold, let probabilities):
      try fields.encode(gold, forKey: .gold)
      try fields.encode(probabilities.map(NatsCoding.init), forKey: .probabilities)
    }
  }
}

/// A log-probability in JSON: a number, or `"nan"`, `"inf"` or `"-inf"`.
struct NatsCoding: Codable {
  let value: Double

  init(_ value: Double) { self.value = value }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      value = number
      return
    }
    let word = try container.decode(String.self)
    guard let known = Self.value(word) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a log-probability: \(word)")
    }
    value = known
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try value.isFinite ? container.encode(value) : container.encode(Self.word(value))
  }

  /// The word for a value that is not a number of JSON.
  static func word(_ value: Double) -> String { value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }

  /// The value of such a word; nil for any other.
  static func value(_ word: String) -> Double? {
    ["nan": Double.nan, "inf": .infinity, "-inf": -.infinity][word]
  }
}
