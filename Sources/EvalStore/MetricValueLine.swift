import EvalCore

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
    if let number = try fields.decodeIfPresent(Nats.self, forKey: .number) {
      value = .number(number.value)
    } else if let integer = try fields.decodeIfPresent(Int.self, forKey: .integer) {
      value = .integer(integer)
    } else if let loglikelihood = try fields.decodeIfPresent(Nats.self, forKey: .loglikelihood) {
      value = .weighted(
        loglikelihood: loglikelihood.value, weight: try fields.decode(Int.self, forKey: .weight))
    } else if let probabilities = try fields.decodeIfPresent([Nats].self, forKey: .probabilities) {
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
    case .number(let number): try fields.encode(Nats(number), forKey: .number)
    case .integer(let integer): try fields.encode(integer, forKey: .integer)
    case .weighted(let loglikelihood, let weight):
      try fields.encode(Nats(loglikelihood), forKey: .loglikelihood)
      try fields.encode(weight, forKey: .weight)
    case .labels(let gold, let predicted):
      try fields.encode(gold, forKey: .gold)
      try fields.encodeIfPresent(predicted, forKey: .predicted)
    case .distribution(let gold, let probabilities):
      try fields.encode(gold, forKey: .gold)
      try fields.encode(probabilities.map(Nats.init), forKey: .probabilities)
    }
  }
}
