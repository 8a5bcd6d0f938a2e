import EvalCore

/// The numbers of few-shot examples in a run's table.
struct ShotTexts {
  /// Whether there are rows below the total.
  let hasMembers: Bool
  private let all: String
  /// The least and the most of every task and group, where tasks differ.
  private var ranges: [String: ClosedRange<Int>]?

  /// The numbers for the rows of a run.
  init(_ rows: [TaskResult], _ task: RunManifest.Task) {
    hasMembers = rows.contains { $0.level != .total }
    all = "\(task.numFewshot)"
    guard let byTask = task.numFewshotByTask else { return }
    var found: [String: ClosedRange<Int>] = [:]
    // The row itself after the groups that it is in, the outermost first.
    var path: [TaskResult] = []
    for row in rows {
      path.removeLast(path.count - min(path.count, row.depth))
      path.append(row)
      guard let shots = byTask[row.task] else { continue }
      for place in path {
        let known = found[place.task] ?? shots...shots
        found[place.task] = min(known.lowerBound, shots)...max(known.upperBound, shots)
      }
    }
    ranges = found
  }

  /// The number of a row as text: for example `5`, or `0–5` for a group whose tasks differ.
  ///
  /// The total of a run with one number has none, as in lm-evaluation-harness's tables of MMLU.
  subscript(row: TaskResult) -> String {
    guard let ranges else { return row.level == .total && hasMembers ? "" : all }
    return ranges[row.task].map(RunManifest.Task.text) ?? ""
  }
}

extension RunManifest.Task {
  /// The number of few-shot examples of all tasks, or the least and the most, for example `0–5`.
  var shotsText: String {
    guard let numbers = numFewshotByTask?.values, let least = numbers.min(), let most = numbers.max() else {
      return "\(numFewshot)"
    }
    return Self.text(least...most)
  }

  static func text(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)"
  }
}
