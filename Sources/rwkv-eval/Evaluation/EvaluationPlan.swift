import EvalCore
import EvalStore
import PythonValues

/// What a run asks, read and rendered: everything about it that no model is needed for.
struct EvaluationPlan {
  /// All docs, in run order.
  let items: [EvaluationItem]
  /// What the manifest says about them.
  var task: RunManifest.Task
  /// Tasks and groups.
  let tree: TaskTree
  /// What a run prints before it starts, a line each.
  var introduction: [String]
  /// The tasks' configurations by task, as lm-evaluation-harness's results have them.
  var configurations: PythonValue.Dictionary = [:]
  /// The docs as they are asked, in run order; made anew each time.
  var questions: @Sendable () -> [KeptDoc] = { [] }
  /// Whether a run keeps the docs beside its outcomes.
  var keepsDocs = true
  /// The docs by task and row; nil where they are not kept.
  var docs: [DocKey: KeptDoc]? {
    guard keepsDocs else { return nil }
    return Dictionary(
      questions().map { (DocKey(task: $0.task, docID: $0.docID), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Bytes, about, of lm-evaluation-harness's files at one read-out, samples and all.
  var sampleBytes = 0

  /// The first request of some docs, evenly spaced over all.
  func contexts(_ wanted: Int) -> [LoglikelihoodRequest] {
    let number = min(wanted, items.count)
    return (0..<number).compactMap { items[$0 * items.count / number].requests.first }
  }
}
