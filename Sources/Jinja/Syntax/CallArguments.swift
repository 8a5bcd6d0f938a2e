/// What stands between the brackets of a call.
struct CallArguments: Sendable {
  /// An argument given by name.
  struct Named: Sendable {
    let name: String
    let value: Expression
  }

  var positional: [Expression] = []
  var named: [Named] = []
}
