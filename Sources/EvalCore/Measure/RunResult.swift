/// The measurements of a whole run, with its verdict.
public struct RunResult: Sendable, Hashable {
  /// A row for the total, every group and every task (each group before its members, members by name), and within it
  /// one a read-out depth in the run's order.
  ///
  /// A collection has no total: its members are asked for side by side.
  public let rows: [ResultRow]
  /// Total loops of every read-out in the run's order; nil for a model that does not loop.
  public let readouts: [Int?]
  /// Whether the run reached its end.
  public let completion: Completion
  /// The verdict over the totals at every depth, the change between depths, and completion.
  public let verdict: Verdict
  /// What was found in the run as a whole, apart from its rows.
  private let reasonsOfWhole: [VerdictReason]

  /// The rows of the total, or of a collection those of each member; one a read-out depth.
  public var totals: [ResultRow] { rows.filter { $0.depth == 0 } }

  /// Measures outcomes.
  ///
  /// - Parameters:
  ///   - outcomes: One a doc, in run order, each with an answer at every read-out.
  ///   - tree: Groups to report; tasks in the outcomes that it does not name come under its root.
  ///   - readouts: Total loops of every read-out.
  ///   - completion: Whether these are all the docs that were to be scored.
  ///   - isRounded: Whether results were rounded to a narrower format than fp32.
  ///   - loopsTrained: Loop counts that the model was trained with; nil where that is not known.
  public init(
    outcomes: [Outcome], tree: TaskTree, readouts: [Int?], completion: Completion, isRounded: Bool = false,
    loopsTrained: ClosedRange<Int>? = nil
  ) {
    rows = ResultRows(outcomes, readouts: readouts, isRounded: isRounded)
      .rows(of: tree.covering(outcomes.map(\.task)).sorted)
    self.readouts = readouts
    self.completion = completion
    let totals = rows.filter { $0.depth == 0 }
    let run = RunEvidence(
      outcomes: outcomes, readouts: readouts, completion: completion, loopsTrained: loopsTrained,
      isHealthy: totals.allSatisfy { $0.verdict.status == .valid })
    reasonsOfWhole = run.reasons
    // What was seen in the docs was seen at every read-out.
    var seen: Set<VerdictReason> = []
    let reasons = Self.reasons(totals, hasLoops: readouts.count > 1)
    verdict = Verdict(reasonsOfWhole + reasons.filter { !$0.isAboutDocs || seen.insert($0).inserted })
  }

  /// Measures a run as its manifest describes it.
  ///
  /// Docs that an exit rule stopped are measured at one read-out without a loop count: each where it stopped.
  public init(outcomes: [Outcome], of manifest: RunManifest, tree: TaskTree, completion: Completion) {
    let stops = manifest.exit != nil
    self.init(
      outcomes: stops ? outcomes.map(\.atExit) : outcomes, tree: tree,
      readouts: stops ? [nil] : manifest.model.readouts.map(\.loops), completion: completion,
      isRounded: manifest.machine.isRounded, loopsTrained: manifest.model.loopsTrained)
  }

  /// The verdict over the totals at one read-out alone, by its index.
  public func verdict(at readout: Int) -> Verdict {
    Verdict(
      Self.reasons(
        totals.enumerated().filter { $0.offset % readouts.count == readout }.map(\.element), hasLoops: false))
  }

  /// The verdict over one of the totals, with what was found in the run as a whole.
  public func verdict(of total: ResultRow) -> Verdict { Verdict(reasonsOfWhole + total.verdict.reasons) }

  /// What is found in the rows that are judged by every rule, with the names of those of a collection.
  private static func reasons(_ totals: [ResultRow], hasLoops: Bool) -> [VerdictReason] {
    totals.flatMap { row in
      row.verdict.reasons.map { row.level == .total ? $0 : $0.of(row.task) }
        .map { hasLoops ? $0.at(loops: row.loops) : $0 }
    }
  }
}

/// Whether a run reached its end.
public struct Completion: Sendable, Hashable {
  /// Docs that have an outcome.
  public let done: Int
  /// Docs that the run was to score.
  public let planned: Int
  /// Whether the run wrote its end; false for one that was stopped or is still going on.
  public let isFinished: Bool

  /// A state of a run.
  public init(done: Int, planned: Int, isFinished: Bool) {
    self.done = done
    self.planned = planned
    self.isFinished = isFinished
  }

  /// A finished run of `docs` docs.
  public static func finished(_ docs: Int) -> Completion {
    Completion(done: docs, planned: docs, isFinished: true)
  }
}
