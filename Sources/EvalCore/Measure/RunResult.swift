/// The measurements of a whole run, with its verdict.
public struct RunResult: Sendable, Hashable {
  /// A row for the total, every group and every task (each group before its members, members by name), and within it
  /// one a read-out depth in the run's order.
  public let rows: [TaskResult]
  /// Total loops of every read-out in the run's order; nil for a model that does not loop.
  public let readouts: [Int?]
  /// Whether the run reached its end.
  public let completion: Completion
  /// The verdict over the totals (or, of a collection, over each of its members) at every depth, the change between depths, and completion.
  public let verdict: Verdict

  /// The rows of the total, one a read-out depth.
  public var totals: [TaskResult] { rows.filter { $0.level == .total } }

  /// Measures outcomes.
  ///
  /// - Parameters:
  ///   - outcomes: One a doc, in run order, each with an answer at every read-out.
  ///   - tree: Groups to report; tasks in the outcomes that it does not name come under its root.
  ///   - readouts: Total loops of every read-out.
  ///   - completion: Whether these are all the docs that were to be scored.
  public init(outcomes: [Outcome], tree: TaskTree, readouts: [Int?], completion: Completion) {
    let run = RunEvidence(outcomes: outcomes, readouts: readouts, completion: completion)
    let tree = tree.covering(outcomes.map(\.task)).sorted
    rows = Self.rows(of: tree, depth: 0, isJudgedAlone: !tree.isCollection, run: run)
    self.readouts = readouts
    self.completion = completion
    let judgesMembers = tree.isCollection && !tree.children.isEmpty
    let judged = rows.filter { $0.depth == (judgesMembers ? 1 : 0) }
    let reasons = judged.flatMap { row in
      row.verdict.reasons.map { judgesMembers ? $0.of(row.task) : $0 }
        .map { readouts.count > 1 ? $0.at(loops: row.loops) : $0 }
    }
    // What was seen in the docs was seen at every read-out.
    var seen: Set<VerdictReason> = []
    verdict = Verdict(run.reasons + reasons.filter { !$0.isAboutDocs || seen.insert($0).inserted })
  }

  /// Measures a run as its manifest describes it.
  ///
  /// Docs that an exit rule stopped are measured at one read-out without a loop count: each where it stopped.
  public init(outcomes: [Outcome], of manifest: RunManifest, tree: TaskTree, completion: Completion) {
    let stops = manifest.exit != nil
    self.init(
      outcomes: stops ? outcomes.map(\.atExit) : outcomes, tree: tree,
      readouts: stops ? [nil] : manifest.model.readouts.map(\.loops), completion: completion)
  }

  private static func rows(
    of tree: TaskTree, depth: Int, isJudgedAlone: Bool, run: RunEvidence
  ) -> [TaskResult] {
    let tasks = Set(tree.tasks)
    let docs = depth == 0 ? run.outcomes : run.outcomes.filter { tasks.contains($0.task) }
    let own = run.readouts.indices.map { readout in
      row(
        of: tree, depth: depth, isJudgedAlone: isJudgedAlone, docs: docs, loops: run.readouts[readout], readout: readout
      )
    }
    return own
      + tree.children.flatMap { rows(of: $0, depth: depth + 1, isJudgedAlone: tree.isCollection, run: run) }
  }

  private static func row(
    of tree: TaskTree, depth: Int, isJudgedAlone: Bool, docs: [Outcome], loops: Int?, readout: Int
  ) -> TaskResult {
    let evidence = Evidence(outcomes: docs, readout: readout)
    let level: TaskResult.Level = depth == 0 ? .total : tree.children.isEmpty ? .task : .group
    return TaskResult(
      task: tree.name, alias: tree.alias, version: tree.version, level: level, depth: depth, loops: loops,
      tally: evidence.tally, stderr: StandardError.pooled(counts(docs, readout: readout)),
      verdict: isJudgedAlone ? evidence.verdictOfRun : evidence.verdictOfPart)
  }

  private static func counts(_ docs: [Outcome], readout: Int) -> [StandardError.Count] {
    Dictionary(grouping: docs, by: \.task).sorted { $0.key < $1.key }.map { task in
      let tally = Tally(task.value, readout: readout)
      return StandardError.Count(correct: tally.correct, total: tally.judged)
    }
  }
}
