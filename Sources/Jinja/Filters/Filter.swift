/// What can stand behind `|`.
struct Filter: Sendable {
  typealias Body = @Sendable (Value, BoundArguments) throws(PythonError) -> Value

  let name: String
  let signature: Signature
  let body: Body

  init(_ name: String, _ signature: Signature = Signature(), body: @escaping Body) {
    self.name = name
    self.signature = signature
    self.body = body
  }

  /// The value behind the filter.
  func apply(to value: Value, _ arguments: Arguments) throws(PythonError) -> Value {
    try body(value, try signature.bind(arguments, of: "the filter \"\(name)\""))
  }

  /// The same filter under another name.
  func named(_ name: String) -> Filter { Filter(name, signature, body: body) }
}
