/// The arguments of a call, as values.
struct Arguments {
  /// An argument given by name.
  struct Named {
    let name: String
    let value: Value
  }

  var positional: [Value] = []
  var named: [Named] = []
}
