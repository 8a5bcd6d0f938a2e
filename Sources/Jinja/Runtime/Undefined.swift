internal import OrderedCollections
internal import PythonValues

/// A value that is not there, and what was looked for.
indirect enum Undefined {
  /// A name that neither the template nor the doc has, and where it stands.
  case variable(String, among: PythonValue.Dictionary, Place)
  /// An attribute or item, by its `repr`, of a dictionary.
  case key(String, of: OrderedSet<Key>)
  /// An attribute of a value of a type that has none of that name.
  case attribute(String, type: String)
  /// An item, by its `repr`, of a sequence of a length.
  case element(String, type: String, count: Int)
  /// What `a if b` gives when `b` does not hold. Unlike all others it can be written, as nothing.
  case noElse
  /// Something else, in words.
  case other(String, remedy: String)

  /// The error of a use of the value.
  var error: PythonError {
    switch self {
    case .variable(let name, let variables, let place):
      PythonError(
        "\"\(PythonRepr.short(name))\" is undefined", remedy: Self.sentence(name, Array(variables.keys)), cause: place)
    case .key(let name, let keys):
      PythonError(
        "the dictionary has no \"\(PythonRepr.short(name))\"",
        remedy: Self.sentence(name, keys.compactMap(\.value.text)))
    case .attribute(let name, let type):
      PythonError(
        "a value of type \(type) has no attribute \"\(PythonRepr.short(name))\"",
        remedy: Methods.names(ofType: type).isEmpty
          ? "Check the field of the doc." : DidYouMean.sentence(name, in: Methods.names(ofType: type)))
    case .element(let index, let type, let count):
      PythonError(
        "the \(type) of length \(count) has no item \(index)", remedy: "Items count from 0, or from -1 backwards.")
    case .noElse:
      PythonError("the condition does not hold and there is no else", remedy: "Add an else: {{ a if b else c }}.")
    case .other(let message, let remedy): PythonError(message, remedy: remedy)
    }
  }

  private static func sentence(_ name: String, _ known: [String]) -> String {
    known.isEmpty ? "There are no names at all here." : DidYouMean.sentence(name, in: known)
  }
}
