internal import Console
internal import PythonValues

/// The fields of a doc as native functions need them, with an error where a field is missing or of another kind.
struct DocFields {
  let doc: Doc

  init(_ doc: Doc) { self.doc = doc }

  /// A field of any kind.
  func value(_ field: String) throws(UserError) -> PythonValue {
    if let value = doc[field] { return value }
    throw UserError(
      "the doc has no field \"\(field)\"", remedy: DidYouMean.sentence(field, in: Array(doc.keys)))
  }

  /// A text.
  func text(_ field: String) throws(UserError) -> String {
    if case .string(let text) = try value(field) { return text }
    throw wrongKind(field, "a text")
  }

  /// A whole number.
  func int(_ field: String) throws(UserError) -> Int {
    if case .int(let number) = try value(field) { return number }
    throw wrongKind(field, "a whole number")
  }

  /// A list of texts.
  func texts(_ field: String) throws(UserError) -> [String] {
    guard case .list(let values) = try value(field) else { throw wrongKind(field, "a list of texts") }
    var texts: [String] = []
    for value in values {
      guard case .string(let text) = value else { throw wrongKind(field, "a list of texts") }
      texts.append(text)
    }
    return texts
  }

  /// A list of whole numbers.
  func ints(_ field: String) throws(UserError) -> [Int] {
    guard case .list(let values) = try value(field) else { throw wrongKind(field, "a list of whole numbers") }
    var numbers: [Int] = []
    for value in values {
      guard case .int(let number) = value else { throw wrongKind(field, "a list of whole numbers") }
      numbers.append(number)
    }
    return numbers
  }

  /// A whole number, or a text that is one, as Python's `int()` takes it.
  func number(_ field: String) throws(UserError) -> Int {
    switch try value(field) {
    case .int(let number): return number
    case .string(let text):
      if let number = Int(PythonText.strip(text)) { return number }
      throw wrongKind(field, "a whole number")
    default: throw wrongKind(field, "a whole number")
    }
  }

  /// What Python's `str()` gives of the field.
  func printed(_ field: String) throws(UserError) -> String { try value(field).str }

  /// Whether the field is the number 0.
  func isZero(_ field: String) throws(UserError) -> Bool {
    switch try value(field) {
    case .int(let number): number == 0
    case .double(let number): number == 0
    case .bool(let value): !value
    default: false
    }
  }

  /// A dictionary.
  func fields(_ field: String) throws(UserError) -> DocFields {
    if case .dictionary(let fields) = try value(field) { return DocFields(fields) }
    throw wrongKind(field, "a dictionary")
  }

  func wrongKind(_ field: String, _ expected: String) -> UserError {
    UserError(
      "the doc's field \"\(field)\" is not \(expected)", remedy: "Check that the data is what the task was written for."
    )
  }
}
