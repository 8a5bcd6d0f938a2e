public import PythonValues

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
