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
  init(_ field: DocField, task: String, columns: some Sequence<String>) throws(RenderingError) {
    self.task = task
    self.field = field.key
    switch field.form {
    case .int(let number): source = .value(.int(number))
    case .list(let items): source = .value(.list(items))
    case .text(let text): source = try Self.source(text, columns: columns, task: task, field: field.key)
    case .templates(let texts):
      source = .list(
        try texts.map { (text) throws(RenderingError) in
          try Self.source(text, columns: columns, task: task, field: field.key)
        })
    case .function(let reference):
      guard case .docValue(let function) = reference.native else {
        throw RenderingError(
          "\(reference) does not make a value from a doc", task: task, field: field.key,
          remedy: "Name a function of that kind, or write a template.")
      }
      source = .function(function)
    }
  }

  /// A key whose value is a text.
  init(_ text: String, field: String, task: String, columns: some Sequence<String>) throws(RenderingError) {
    self.task = task
    self.field = field
    source = try Self.source(text, columns: columns, task: task, field: field)
  }

  /// What the doc gives.
  func result(_ doc: Doc) throws(RenderingError) -> Result { try result(of: source, doc) }

  private func result(of source: Source, _ doc: Doc) throws(RenderingError) -> Result {
    switch source {
    case .list(let sources):
      return .value(
        .list(
          try sources.map { (source) throws(RenderingError) in
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
        throw RenderingError(error, task: task, field: field)
      }
    case .function(let function):
      do {
        return .value(try function(doc))
      } catch {
        throw self.error("\(error)", remedy: "Look at the doc in the data.")
      }
    }
  }

  /// An error of this key.
  func error(_ problem: String, remedy: String) -> RenderingError {
    RenderingError(problem, task: task, field: field, remedy: remedy)
  }

  private static func source(
    _ text: String, columns: some Sequence<String>, task: String, field: String
  ) throws(RenderingError) -> Source {
    guard !columns.contains(where: { $0.utf8.elementsEqual(text.utf8) }) else { return .column(text) }
    do throws(JinjaError) {
      return .template(try JinjaTemplate(source: text))
    } catch {
      throw RenderingError(error, task: task, field: field)
    }
  }

  private static func list(_ doc: Doc) -> String { doc.keys.joined(separator: ", ") }
}
