internal import Console
internal import Jinja
internal import PythonValues

/// A key of a task that makes a value from a doc, ready to use: a template is parsed once.
struct DocTemplate: Sendable {
  private indirect enum Source: Sendable {
    case list([Source])
    case column(String)
    case template(JinjaTemplate)
    case value(PythonValue)
    case function(@Sendable (Doc) throws -> PythonValue)
  }

  /// What a doc gave.
  enum Result {
    /// The value of a column, of a function, or one that is the same for every doc.
    case value(PythonValue)
    /// What a template was rendered to, of which lm-evaluation-harness makes a number or a list in some places.
    case rendered(String)
  }

  let task: String
  /// The key, for errors.
  let field: String
  private let source: Source

  /// A `doc_to_…` key of a task.
  ///
  /// - Parameter columns: The columns of the evaluated docs: a text that is one of them is not a template.
  init(_ field: DocField, task: String, columns: some Sequence<String>) throws(UserError) {
    self.task = task
    self.field = field.key
    switch field.form {
    case .int(let number): source = .value(.int(number))
    case .list(let items): source = .value(.list(items))
    case .text(let text): source = try Self.source(text, columns: columns, task: task, field: field.key)
    case .templates(let texts):
      source = .list(
        try texts.map { (text) throws(UserError) in
          try Self.source(text, columns: columns, task: task, field: field.key)
        })
    case .function(let reference):
      guard case .docValue(let function) = reference.native else {
        throw UserError(
          "\(reference) does not make a value from a doc", task: task, field: field.key,
          remedy: "Name a function of that kind, or write a template.")
      }
      source = .function(function)
    }
  }

  /// A key whose value is a text.
  init(_ text: String, field: String, task: String, columns: some Sequence<String>) throws(UserError) {
    self.task = task
    self.field = field
    source = try Self.source(text, columns: columns, task: task, field: field)
  }

  /// What the doc gives.
  func result(_ doc: Doc) throws(UserError) -> Result { try result(of: source, doc) }

  private func result(of source: Source, _ doc: Doc) throws(UserError) -> Result {
    switch source {
    case .list(let sources):
      return .value(
        .list(
          try sources.map { (source) throws(UserError) in
            switch try result(of: source, doc) {
            case .value(let value): .string(value.str)
            case .rendered(let text): .string(text)
            }
          }))
    case .value(let value): return .value(value)
    case .column(let name):
      guard let value = doc[name] else {
        throw error("the doc has no column \"\(name)\"", remedy: "Columns: \(Self.list(doc)).")
      }
      return .value(value)
    case .template(let template):
      do throws(JinjaError) {
        return .rendered(try template.render(doc))
      } catch {
        throw UserError(error, task: task, field: field)
      }
    case .function(let function):
      do {
        return .value(try function(doc))
      } catch {
        let fault = error as? UserError
        throw self.error(fault?.problem ?? "\(error)", remedy: fault?.remedy ?? "Look at the doc in the data.")
      }
    }
  }

  /// An error of this key.
  func error(_ problem: String, remedy: String) -> UserError {
    UserError(problem, task: task, field: field, remedy: remedy)
  }

  private static func source(
    _ text: String, columns: some Sequence<String>, task: String, field: String
  ) throws(UserError) -> Source {
    guard !columns.contains(where: { $0.utf8.elementsEqual(text.utf8) }) else { return .column(text) }
    do throws(JinjaError) {
      return .template(try JinjaTemplate(source: text))
    } catch {
      throw UserError(error, task: task, field: field)
    }
  }

  private static func list(_ doc: Doc) -> String { doc.keys.joined(separator: ", ") }
}

extension DocTemplate {
  /// `doc_to_text`: a text, or a whole number where the template gives digits and the task has choices.
  func text(_ doc: Doc, hasChoices: Bool) throws(UserError) -> PythonValue {
    switch try result(doc) {
    case .value(let value): return value
    case .rendered(let text): return hasChoices && Self.isDigits(text) ? .int(try whole(text)) : .string(text)
    }
  }

  /// `doc_to_target`: as `doc_to_text`, and a list where the template gives a Python list in brackets.
  func target(_ doc: Doc, hasChoices: Bool) throws(UserError) -> PythonValue {
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
  func choices(_ doc: Doc) throws(UserError) -> [String] {
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

  private func notChoice(_ item: PythonValue) -> UserError {
    var remedy = "Put words such as yes, no and numbers in quotes."
    if case .none = item {
      remedy += " A cell NA, None or null of a CSV file is read so unless dataset_kwargs has keep_default_na: false."
    }
    return error("the choice \(item.repr.prefix(80)) is no text", remedy: remedy)
  }

  /// A text that must not be anything else.
  func plainText(_ doc: Doc) throws(UserError) -> String {
    switch try result(doc) {
    case .rendered(let text), .value(.string(let text)): return text
    case .value(let value): throw notText(value)
    }
  }

  /// The error for a value where a text is due.
  func notText(_ value: PythonValue) -> UserError {
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
  private func whole(_ digits: String) throws(UserError) -> Int {
    guard let number = Int(digits), !digits.hasPrefix("0") || number == 0 else {
      throw error(
        "\"\(digits)\" is no whole number to Python", remedy: "Write it without leading zeros, in ASCII digits.")
    }
    return number
  }
}

extension UserError {
  /// An error in a template of a task.
  init(_ error: JinjaError, task: String, field: String) {
    self.init(
      error.message, task: task, field: "\(field), line \(error.line), column \(error.column)", remedy: error.remedy)
  }
}
