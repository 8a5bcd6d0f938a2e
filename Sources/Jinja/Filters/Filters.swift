internal import PythonValues

/// What can stand behind `|`.
typealias Filter = Callable<Value, Value>

/// All filters.
enum Filters {
  private static let all = text + numbers + sequences + selections + markup
  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// Names of all filters.
  static let names = all.map(\.name).sorted()

  /// A filter by name; nil when there is none.
  static func named(_ name: String) -> Filter? { byName[name] }
}

/// Which part of each item a filter looks at: `name`, `a.b`, `0.name`, or the item itself.
struct AttributePath {
  private let parts: [Value]

  /// A path from a filter's argument.
  init(_ attribute: Value?) throws(PythonError) {
    switch attribute {
    case nil, Value.none?: parts = []
    case .string(let path)?: parts = Self.parts(of: path)
    case .int(let index)?: parts = [.int(index)]
    case .undefined(let undefined)?: throw undefined.error
    case .some(let other):
      throw PythonError("an attribute is of type \(other.type)", remedy: "Give a name or an index.")
    }
  }

  private init(path: String) { parts = Self.parts(of: path) }

  /// Several paths with commas between them, as `sort` takes them.
  static func list(_ attribute: Value?) throws(PythonError) -> [AttributePath] {
    guard let text = attribute?.text else { return [try AttributePath(attribute)] }
    return PythonText.split(text, at: ",", limit: -1).map(AttributePath.init(path:))
  }

  private static func parts(of path: String) -> [Value] {
    PythonText.split(path, at: ".", limit: -1).map { part in
      // As `isdigit()`: a sign makes it a name.
      guard part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let index = Int(part) else { return .string(part) }
      return .int(index)
    }
  }

  /// The part of an item; `fallback` stands in for what is not there.
  func value(of item: Value, default fallback: Value = .none, _ budget: Budget) throws(PythonError) -> Value {
    var value = item
    for part in parts {
      value = try value.item(part, budget)
      if case .undefined = value {
        if case .none = fallback { continue }
        value = fallback
      }
    }
    return value
  }
}
