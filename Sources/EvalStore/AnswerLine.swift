import EvalCore

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
  let unconditional: [Nats]?
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
    nonFinite = answer.logprobs.allSatisfy(\.isFinite) ? nil : answer.logprobs.map { $0.isFinite ? nil : Nats.word($0) }
    isGreedy = answer.isGreedy
    unconditional = answer.unconditional?.map(Nats.init)
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
    let values = zip(logprobs, words).compactMap { $0 ?? $1.flatMap(Nats.value) }
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
