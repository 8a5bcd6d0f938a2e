/// The measurements of a task, a group or a whole run at one read-out depth.
public struct ResultRow: Sendable, Hashable {
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

/// Makes the rows of a run from its outcomes.
struct ResultRows {
  private let run: [Outcome]
  private let readouts: [Int?]
  private let isRounded: Bool
  /// Places in the run of the docs of each task, ascending.
  private let docsOfTask: [String: [Int]]

  /// Rows of outcomes in run order.
  init(_ run: [Outcome], readouts: [Int?], isRounded: Bool) {
    self.run = run
    self.readouts = readouts
    self.isRounded = isRounded
    docsOfTask = Dictionary(grouping: run.indices) { run[$0].task }
  }

  /// A row for everything that was asked for, its groups and tasks; within each, one a read-out.
  ///
  /// The members of a collection come side by side, without a row over them: they have nothing in common.
  func rows(of tree: TaskTree) -> [ResultRow] {
    guard tree.isCollection, !tree.children.isEmpty else {
      return rows(of: tree, level: .total, depth: 0)
    }
    return tree.children.flatMap { rows(of: $0, level: Self.level(of: $0), depth: 0) }
  }

  private static func level(of tree: TaskTree) -> ResultRow.Level { tree.children.isEmpty ? .task : .group }

  private func rows(of tree: TaskTree, level: ResultRow.Level, depth: Int) -> [ResultRow] {
    let members = tree.children.map { rows(of: $0, level: Self.level(of: $0), depth: depth + 1) }
    let docs = level == .total ? run : tree.tasks.flatMap { docsOfTask[$0] ?? [] }.sorted().map { run[$0] }
    let own = readouts.indices.map { readout in
      // The first rows of a member are its own.
      row(of: tree, level: level, depth: depth, docs: docs, readout: readout, members: members.map { $0[readout] })
    }
    return own + members.flatMap { $0 }
  }

  private func row(
    of tree: TaskTree, level: ResultRow.Level, depth: Int, docs: [Outcome], readout: Int, members: [ResultRow]
  ) -> ResultRow {
    let evidence = Evidence(outcomes: docs, readout: readout, isRounded: isRounded)
    let own = depth == 0 ? evidence.reasonsOfRun : evidence.reasonsOfPart
    return ResultRow(
      task: tree.name, alias: tree.alias, version: tree.version, level: level, depth: depth, loops: readouts[readout],
      tally: evidence.tally, stderr: StandardError.pooled(Self.counts(docs, readout: readout)),
      verdict: Verdict(own + Self.inherited(from: members, beside: own)))
  }

  /// What makes a member INVALID and is not found in the whole: what has such a part is no result either.
  private static func inherited(from members: [ResultRow], beside own: [VerdictReason]) -> [VerdictReason] {
    let found = Set(own.filter { $0.status == .invalid }.map(\.rule))
    return members.flatMap { member in
      member.verdict.reasons.filter { $0.status == .invalid && !found.contains($0.rule) }.map { $0.of(member.task) }
    }
  }

  private static func counts(_ docs: [Outcome], readout: Int) -> [StandardError.Count] {
    Dictionary(grouping: docs, by: \.task).sorted { $0.key < $1.key }.map { task in
      let tally = Tally(task.value, readout: readout)
      return StandardError.Count(correct: tally.correct, total: tally.judged)
    }
  }
}
