/// A JSON value whose text is what Python's `json.dumps` makes of it.
public enum LMEvalJSON: Sendable, Hashable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A number with a fraction; NaN and infinities become the words that Python writes, which are no JSON.
  case number(Double)
  /// A text.
  case string(String)
  /// A list.
  case array([LMEvalJSON])
  /// An object, its fields in order.
  case object([LMEvalField])

  /// The text of `json.dumps(…, ensure_ascii=False)` in one line.
  public var line: String {
    switch self {
    case .array(let items): "[" + items.map(\.line).joined(separator: ", ") + "]"
    case .object(let fields):
      "{" + fields.map { PythonLiteral.quoted($0.name) + ": " + $0.value.line }.joined(separator: ", ") + "}"
    default: scalar
    }
  }

  /// The text of `json.dumps(…, indent=2, ensure_ascii=False)`; no line feed at the end.
  public var page: String { page(indentation: "") }

  private func page(indentation: String) -> String {
    let deeper = indentation + "  "
    switch self {
    case .array(let items) where !items.isEmpty:
      return Self.block("[", items.map { $0.page(indentation: deeper) }, "]", indentation)
    case .object(let fields) where !fields.isEmpty:
      let lines = fields.map { PythonLiteral.quoted($0.name) + ": " + $0.value.page(indentation: deeper) }
      return Self.block("{", lines, "}", indentation)
    default: return line
    }
  }

  private static func block(_ open: String, _ lines: [String], _ close: String, _ indentation: String) -> String {
    open + "\n" + lines.map { indentation + "  " + $0 }.joined(separator: ",\n") + "\n" + indentation + close
  }

  private var scalar: String {
    switch self {
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): PythonLiteral.json(value)
    case .string(let text): PythonLiteral.quoted(text)
    default: "null"
    }
  }
}

/// A field of a JSON object.
public struct LMEvalField: Sendable, Hashable {
  /// Its name.
  public let name: String
  /// Its value.
  public let value: LMEvalJSON

  /// A field.
  public init(_ name: String, _ value: LMEvalJSON) {
    self.name = name
    self.value = value
  }
}
