import EvalCore
import EvalTasks
import PythonValues
import Testing

/// Calls native functions by the names that task YAML gives them.
struct NativeCall {
  let family: String
  let module: String

  /// What `process_docs` makes of docs.
  func docs(_ docs: [Doc], by function: String = "process_docs") throws -> [Doc] {
    guard case .processDocs(let call) = try named(function) else { throw NotOfThatKind() }
    return try call(docs)
  }

  /// What a function makes of a doc.
  func value(_ function: String, of doc: Doc) throws -> PythonValue {
    guard case .docValue(let call) = try named(function) else { throw NotOfThatKind() }
    return try call(doc)
  }

  /// What `process_results` makes of a doc and log-likelihoods.
  func metrics(_ function: String, _ doc: Doc, _ loglikelihoods: [Double]) throws -> [String: MetricValue] {
    guard case .processResults(let call) = try named(function) else { throw NotOfThatKind() }
    return try call(doc, loglikelihoods, loglikelihoods.map { _ in false })
  }

  /// An aggregation.
  func aggregation(_ function: String) throws -> Aggregation {
    guard case .aggregation(let aggregation) = try named(function) else { throw NotOfThatKind() }
    return aggregation
  }

  private struct NotOfThatKind: Error {}

  private func named(_ function: String) throws -> NativeFunction {
    try #require(NativeFunctions.named(family: family, module: module, function: function))
  }
}

extension PythonValue {
  /// A list of texts.
  static func texts(_ texts: String...) -> PythonValue { .list(texts.map(PythonValue.string)) }
}
