/// A value that is written as null when it is not there, instead of being left out.
struct Nullable<Value: Encodable>: Encodable {
  /// The value.
  let value: Value?

  /// A value or null.
  init(_ value: Value?) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    guard let value else { return try container.encodeNil() }
    try container.encode(value)
  }
}

extension Nullable<Double> {
  /// A number, or null where it is not finite.
  init(finite value: Double?) { self.init(value.flatMap { $0.isFinite ? $0 : nil }) }
}
