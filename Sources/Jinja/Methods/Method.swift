/// A method of values of one type.
struct Method<Owner>: Sendable {
  typealias Body = @Sendable (Owner, BoundArguments) throws(PythonError) -> Value

  let name: String
  let signature: Signature
  let body: Body

  init(_ name: String, _ signature: Signature = .positional(), body: @escaping Body) {
    self.name = name
    self.signature = signature
    self.body = body
  }

  /// What the method gives.
  func call(_ owner: Owner, _ arguments: Arguments) throws(PythonError) -> Value {
    try body(owner, try signature.bind(arguments, of: "the method \"\(name)\""))
  }
}
