/// A log-probability in JSON: a number, or `"nan"`, `"inf"` or `"-inf"`.
struct Nats: Codable {
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
