import EvalCore

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
  /// Bytes, about, of the files that are written beside the run's own when `--output` is given.
  var bytesBeside = 0

  /// The first request of some docs, evenly spaced over all.
  func contexts(_ wanted: Int) -> [LoglikelihoodRequest] {
    let number = min(wanted, items.count)
    return (0..<number).compactMap { items[$0 * items.count / number].requests.first }
  }
}
