internal import Console
internal import EvalCore
internal import PythonValues

/// Finds the right choice that a target names.
///
/// Source: lm-evaluation-harness 0.4.13, `ConfigurableTask.process_results`.
struct GoldAnswer {
  let choices: [String]
  /// Whether the first doc's target is a list, which makes those of all docs lists.
  let isList: Bool

  /// The answer: an index, a list of indices, or the text of a choice; one that is not there is out of range.
  ///
  /// - Throws: `UserError` for a target that is none of these, at which lm-evaluation-harness fails as well.
  func gold(_ target: PythonValue, of template: DocTemplate) throws(UserError) -> Gold {
    if case .list(let items) = target {
      guard isList else {
        throw template.error("\(target.repr.prefix(80)) is a list, which the first doc's is not", remedy: Self.remedy)
      }
      return try gold(anyOf: items, of: template)
    }
    guard !isList else {
      throw template.error("\(target.repr.prefix(80)) is no list, which the first doc's is", remedy: Self.remedy)
    }
    if let index = target.index { return choices.indices.contains(index) ? .choice(index) : .outOfRange }
    guard case .string(let text) = target else {
      throw template.error("\(target.repr.prefix(80)) names no choice", remedy: "Give the index or the text of one.")
    }
    return choices.firstIndex { $0.utf8.elementsEqual(text.utf8) }.map(Gold.choice) ?? .outOfRange
  }

  private func gold(anyOf items: [PythonValue], of template: DocTemplate) throws(UserError) -> Gold {
    var indices: [Int] = []
    for item in items {
      guard let index = item.index else {
        throw template.error("\(item.repr.prefix(80)) is no index of a choice", remedy: "Give a list of indices.")
      }
      if choices.indices.contains(index) { indices.append(index) }
    }
    return indices.isEmpty ? .outOfRange : .anyOf(indices)
  }

  private static let remedy = "Give one index for every doc, or a list of them for every doc."
}

extension PythonValue {
  /// A whole number, of which `True` and `False` are two to Python; nil for anything else.
  var index: Int? {
    switch self {
    case .int(let number): number
    case .bool(let flag): flag ? 1 : 0
    default: nil
    }
  }
}

/// A text that is a doc's column where the very doc has one of that name, and a template otherwise.
///
/// lm-evaluation-harness treats `description` and the `gen_prefix` of few-shot examples so, and looks at the columns of
/// the evaluated docs everywhere else.
struct OwnColumnText: Sendable {
  private let name: String
  private let template: DocTemplate

  /// - Throws: `UserError` when it is no template.
  init(_ text: String, field: String, task: String) throws(UserError) {
    name = text
    template = try DocTemplate(text, field: field, task: task, columns: [])
  }

  /// The doc's text.
  func text(_ doc: Doc) throws(UserError) -> String {
    guard let value = doc[name] else { return try template.plainText(doc) }
    switch value {
    case .string(let text): return text
    case .none: return ""
    default: throw template.notText(value)
    }
  }
}
