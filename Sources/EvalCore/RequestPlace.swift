/// Where a request comes from, as its user knows it.
public enum RequestPlace: Sendable, Hashable, CustomStringConvertible {
  /// A doc of a task.
  ///
  /// - Parameters:
  ///   - docID: Index of the doc in its split, from 0.
  ///   - choice: Index of the choice, from 0; nil for a doc with a single request.
  ///   - isUnconditional: Whether the choice stands without the doc's context.
  case doc(task: String, docID: Int, choice: Int?, isUnconditional: Bool = false)
  /// A line of a file, from 1.
  case line(Int, of: String)

  /// For example `task piqa, doc 7, choice 1`, counted from 0, or `requests.jsonl:3`.
  public var description: String {
    switch self {
    case .doc(let task, let docID, let choice, let isUnconditional):
      "task \(task), doc \(docID)" + (choice.map { ", choice \($0)" } ?? "")
        + (isUnconditional ? " without its context" : "")
    case .line(let line, let file): "\(file):\(line)"
    }
  }
}
