/// What can stand behind `is`.
struct TestDefinition: Sendable {
  typealias Body = @Sendable (Value, BoundArguments) throws(PythonError) -> Bool

  let name: String
  let signature: Signature
  let body: Body

  init(_ name: String, _ signature: Signature = Signature(), body: @escaping Body) {
    self.name = name
    self.signature = signature
    self.body = body
  }

  /// Whether the test holds.
  func holds(_ value: Value, _ arguments: Arguments) throws(PythonError) -> Bool {
    try body(value, try signature.bind(arguments, of: "the test \"\(name)\""))
  }
}
