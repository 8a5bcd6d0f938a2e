/// Why few-shot examples could not be drawn: what is wrong, for which task, and how to remedy it.
public struct FewShotError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, without a full stop.
  public let problem: String
  /// The task.
  public let task: String
  /// What the user can do about it, a sentence.
  public let remedy: String

  /// An error about a task's few-shot examples.
  public init(_ problem: String, task: String, remedy: String) {
    self.problem = problem
    self.task = task
    self.remedy = remedy
  }

  /// The task, the problem and the remedy, on one line.
  public var description: String { "\(task): \(problem). \(remedy)" }
}
