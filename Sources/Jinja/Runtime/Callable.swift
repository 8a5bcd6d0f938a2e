/// What a name stands for that takes arguments: a filter (`|`), a test (`is`), or a method of values of one type.
struct Callable<Owner, Result>: Sendable {
  typealias Body = @Sendable (Owner, BoundArguments) throws(PythonError) -> Result

  let name: String
  let signature: Signature
  let body: Body

  init(_ name: String, _ signature: Signature = Signature(), body: @escaping Body) {
    self.name = name
    self.signature = signature
    self.body = body
  }

  /// What comes out for a value; `kind` says what is called, for messages.
  func call(_ owner: Owner, _ arguments: Arguments, as kind: String) throws(PythonError) -> Result {
    try body(owner, try signature.bind(arguments, of: "the \(kind) \"\(name)\""))
  }
}
