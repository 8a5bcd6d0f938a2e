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
  func rows(of tree: TaskTree) -> [TaskResult] {
    guard tree.isCollection, !tree.children.isEmpty else {
      return rows(of: tree, level: .total, depth: 0)
    }
    return tree.children.flatMap { rows(of: $0, level: Self.level(of: $0), depth: 0) }
  }

  private static func level(of tree: TaskTree) -> TaskResult.Level { tree.children.isEmpty ? .task : .group }

  private func rows(of tree: TaskTree, level: TaskResult.Level, depth: Int) -> [TaskResult] {
    let members = tree.children.map { rows(of: $0, level: Self.level(of: $0), depth: depth + 1) }
    let docs = level == .total ? run : tree.tasks.flatMap { docsOfTask[$0] ?? [] }.sorted().map { run[$0] }
    let own = readouts.indices.map { readout in
      // The first rows of a member are its own.
      row(of: tree, level: level, depth: depth, docs: docs, readout: readout, members: members.map { $0[readout] })
    }
    return own + members.flatMap { $0 }
  }

  private func row(
    of tree: TaskTree, level: TaskResult.Level, depth: Int, docs: [Outcome], readout: Int, members: [TaskResult]
  ) -> TaskResult {
    let evidence = Evidence(outcomes: docs, readout: readout, isRounded: isRounded)
    let own = depth == 0 ? evidence.reasonsOfRun : evidence.reasonsOfPart
    return TaskResult(
      task: tree.name, alias: tree.alias, version: tree.version, level: level, depth: depth, loops: readouts[readout],
      tally: evidence.tally, stderr: StandardError.pooled(Self.counts(docs, readout: readout)),
      verdict: Verdict(own + Self.inherited(from: members, beside: own)))
  }

  /// What makes a member INVALID and is not found in the whole: what has such a part is no result either.
  private static func inherited(from members: [TaskResult], beside own: [VerdictReason]) -> [VerdictReason] {
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
