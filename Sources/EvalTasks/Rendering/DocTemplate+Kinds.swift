internal import PythonValues

extension DocTemplate {
  /// `doc_to_text`: a text, or a whole number where the template gives digits and the task has choices.
  func text(_ doc: Doc, hasChoices: Bool) throws(RenderingError) -> PythonValue {
    switch try result(doc) {
    case .value(let value): return value
    case .rendered(let text): return hasChoices && Self.isDigits(text) ? .int(try whole(text)) : .string(text)
    }
  }

  /// `doc_to_target`: as `doc_to_text`, and a list where the template gives a Python list in brackets.
  func target(_ doc: Doc, hasChoices: Bool) throws(RenderingError) -> PythonValue {
    switch try result(doc) {
    case .value(let value): return value
    case .rendered(let text):
      if hasChoices, Self.isDigits(text) { return .int(try whole(text)) }
      let scalars = text.unicodeScalars
      if scalars.count > 1, scalars.first == "[", scalars.last == "]", let list = try? PythonLiteral.parse(text) {
        return list
      }
      return .string(text)
    }
  }

  /// `doc_to_choice`: texts, of which there is at least one; a template gives a Python list.
  func choices(_ doc: Doc) throws(RenderingError) -> [String] {
    let value: PythonValue
    switch try result(doc) {
    case .value(let own): value = own
    case .rendered(let text):
      guard let literal = try? PythonLiteral.parse(text) else {
        throw error(
          "\(text.prefix(80).debugDescription) is no Python list",
          remedy: "Let the template write a list, for example {{ [first, second] }}.")
      }
      value = literal
    }
    guard case .list(let items) = value else {
      throw error("\(value.repr.prefix(80)) is no list of choices", remedy: "Give a list of texts.")
    }
    guard !items.isEmpty else { throw error("the list of choices is empty", remedy: "Look at the doc in the data.") }
    var choices: [String] = []
    for item in items {
      guard case .string(let text) = item else {
        throw notChoice(item)
      }
      choices.append(text)
    }
    return choices
  }

  private func notChoice(_ item: PythonValue) -> RenderingError {
    var remedy = "Put words such as yes, no and numbers in quotes."
    if case .none = item {
      remedy += " A cell NA, None or null of a CSV file is read so unless dataset_kwargs has keep_default_na: false."
    }
    return error("the choice \(item.repr.prefix(80)) is no text", remedy: remedy)
  }

  /// A text that must not be anything else.
  func plainText(_ doc: Doc) throws(RenderingError) -> String {
    switch try result(doc) {
    case .rendered(let text), .value(.string(let text)): return text
    case .value(let value): throw notText(value)
    }
  }

  /// The error for a value where a text is due.
  func notText(_ value: PythonValue) -> RenderingError {
    error("\(value.repr.prefix(80)) is no text", remedy: "Make it one in a template, for example {{ column|string }}.")
  }

  /// `str.isdigit()`.
  private static func isDigits(_ text: String) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.properties.numericType == .decimal || scalar.properties.numericType == .digit
      }
  }

  /// Digits as a Python literal, which has no leading zeros.
  private func whole(_ digits: String) throws(RenderingError) -> Int {
    guard let number = Int(digits), !digits.hasPrefix("0") || number == 0 else {
      throw error(
        "\"\(digits)\" is no whole number to Python", remedy: "Write it without leading zeros, in ASCII digits.")
    }
    return number
  }
}
