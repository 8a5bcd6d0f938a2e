/// What stands between `{{` and `}}`: a variable and what is done to it, step by step.
struct TemplateExpression: Sendable, Hashable {
  /// One thing that is done to a value.
  enum Operation: Sendable, Hashable {
    /// `.strip()`
    case strip
    /// `.lstrip()`
    case stripLeading
    /// `.rstrip()`
    case stripTrailing
    /// `.replace("old", "new")`
    case replace(String, with: String)
    /// `[index]`; negative counts from the end.
    case item(Int)
  }

  /// An operation and where it stands.
  struct Step: Sendable, Hashable {
    let operation: Operation
    let place: TemplatePlace
  }

  /// The variable's name.
  let variable: String
  /// Where the variable stands.
  let place: TemplatePlace
  /// What is done to it, in order.
  var steps: [Step] = []

  /// The expression's value.
  ///
  /// - Precondition: `values` has the variable; parsing has checked its name.
  func evaluate(_ values: [String: TemplateValue]) throws(TemplateError) -> TemplateValue {
    guard var value = values[variable] else { preconditionFailure("variable \(variable) was not provided") }
    for step in steps { value = try apply(step, to: value) }
    return value
  }

  private func apply(_ step: Step, to value: TemplateValue) throws(TemplateError) -> TemplateValue {
    switch (step.operation, value) {
    case (.item(let index), .list(let items)): .text(try item(index, of: items, at: step.place))
    case (.strip, .text(let text)): .text(PythonText.strip(text))
    case (.stripLeading, .text(let text)): .text(PythonText.strip(text, .leading))
    case (.stripTrailing, .text(let text)): .text(PythonText.strip(text, .trailing))
    case (.replace(let old, let new), .text(let text)): .text(PythonText.replace(text, old, with: new))
    case (.item, _):
      throw TemplateError(
        "[…] needs a list, and this is \(value.kind)", at: step.place, remedy: "Only \"choices\" is a list.")
    default:
      throw TemplateError(
        "this needs a text, and \"\(variable)\" is \(value.kind)", at: step.place,
        remedy: "Take an item of a list first: {{choices[0].strip()}}.")
    }
  }

  private func item(_ index: Int, of items: [String], at place: TemplatePlace) throws(TemplateError) -> String {
    let position = index < 0 ? items.count + index : index
    guard items.indices.contains(position) else {
      throw TemplateError(
        "\"\(variable)\" has no item \(index)", at: place,
        remedy: "It has \(items.count) items: 0 to \(items.count - 1), or -\(items.count) to -1.")
    }
    return items[position]
  }
}
