/// The measurements of a task, a group or a whole run at one read-out depth.
public struct TaskResult: Sendable, Hashable {
  /// What a row is about.
  public enum Level: String, Sendable, Hashable {
    /// All docs of the run.
    case total
    /// A group of tasks.
    case group
    /// A single task.
    case task
  }

  /// Name of the task or group.
  public let task: String
  /// Name for tables.
  public let alias: String
  /// Version of the task's definition; nil when there is none.
  public let version: Int?
  /// What the row is about.
  public let level: Level
  /// Levels below what was asked for: 0 for the total, and for each member of a collection.
  public let depth: Int
  /// Total loops of the read-out; nil for a model that does not loop.
  public let loops: Int?
  /// The counts, from which accuracy, floors and histograms are read.
  public let tally: Tally
  /// Standard error of the accuracy as lm-evaluation-harness gives it (pooled for groups); nil where there are not
  /// more docs than tasks.
  public let stderr: Double?
  /// The verdict over these docs at this depth.
  ///
  /// The total's uses every rule, and so does each member's of a collection; other tasks' and groups' only the rules
  /// that say INVALID, because in a hundred docs a healthy model is often not distinguishable from a guess. What makes a
  /// member INVALID makes the whole INVALID.
  public let verdict: Verdict

  /// Wilson's 95 % interval of the accuracy.
  public var ci95: ConfidenceInterval { .wilson(successes: tally.correct, trials: tally.judged) }

  /// Right answers over docs that can be right or wrong; NaN without any.
  public var accuracy: Double { tally.accuracy }
}
