internal import OrderedCollections

/// The arguments of a call, as values.
struct Arguments {
  /// An argument given by name.
  struct Named {
    let name: String
    let value: Value
  }

  var positional: [Value] = []
  var named: [Named] = []

  /// The arguments that were given by name.
  var mapping: Value.Mapping {
    named.reduce(into: Value.Mapping()) { $0[Key(text: $1.name)] = $1.value }
  }
}
