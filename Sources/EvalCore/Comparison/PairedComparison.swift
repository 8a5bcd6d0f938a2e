/// Two runs on the same docs, doc by doc.
public struct PairedComparison: Sendable, Hashable {
  /// A doc that one run has right and the other has not.
  public struct Change: Sendable, Hashable {
    /// Task of the doc.
    public let task: String
    /// Row of the doc in its split, from 0.
    public let docID: Int
    /// Index of the right choice, the first of several.
    public let gold: Int
    /// The first run's prediction.
    public let first: Prediction
    /// The second run's prediction.
    public let second: Prediction

    /// Whether the second run has it right.
    public let isGain: Bool
  }

  /// A total, group or task.
  public struct Row: Sendable, Hashable {
    /// Name of the task or group.
    public let task: String
    /// Name for tables.
    public let alias: String
    /// Levels below what was asked for: 0 for the total, and for each member of a collection.
    public let depth: Int
    /// The docs of both runs.
    public let counts: PairedCounts
    /// Whether these are exactly the docs of the row above, whose only member this is: no test of its own.
    public let repeatsAbove: Bool
  }

  /// The total, every group and every task: each group before its members, members by name.
  ///
  /// A collection has no total.
  public let rows: [Row]
  /// Docs that changed between right and wrong, in the first run's order.
  public let changes: [Change]

  /// The counts over all docs.
  public let total: PairedCounts

  /// Compares two runs, each at one read-out.
  ///
  /// - Parameters:
  ///   - first: The run that is compared with.
  ///   - second: The run that is compared; the same docs in any order.
  ///   - tree: Groups to report.
  /// Docs of rolling tasks are neither right nor wrong, and are left out.
  ///
  /// - Throws: `PairingError` when the runs are not on the same docs.
  public init(_ first: ComparisonSide, _ second: ComparisonSide, tree: TaskTree) throws(PairingError) {
    let pairs = try Self.pairs(first, second)
    changes = pairs.filter { $0.firstRight != $0.secondRight }.map(\.change)
    let tree = tree.covering(pairs.map(\.task)).sorted
    let counts = Self.countsByTask(pairs)
    total = counts.values.reduce(PairedCounts(), +)
    let tops = tree.isCollection && !tree.children.isEmpty ? tree.children : [tree]
    rows = tops.flatMap { Self.rows(of: $0, depth: 0, counts: counts, repeatsAbove: false) }
  }

  private struct Pair {
    let change: Change
    let firstRight: Bool

    var task: String { change.task }
    var secondRight: Bool { change.isGain }
  }

  private static func pairs(_ first: ComparisonSide, _ second: ComparisonSide) throws(PairingError) -> [Pair] {
    let seconds = second.outcomesByDoc
    var pairs: [Pair] = []
    for outcome in first.outcomes {
      guard let other = seconds[DocKey(outcome)] else { throw .missing(DocKey(outcome), from: second.name) }
      guard outcome.docHash == other.docHash, outcome.golds == other.golds else {
        throw .different(DocKey(outcome), first.name, second.name)
      }
      guard outcome.isJudged else { continue }
      let change = Change(
        task: outcome.task, docID: outcome.docID, gold: outcome.gold,
        first: outcome.prediction(at: first.readout), second: other.prediction(at: second.readout),
        isGain: other.isRight(at: second.readout))
      pairs.append(Pair(change: change, firstRight: outcome.isRight(at: first.readout)))
    }
    let firsts = first.outcomesByDoc
    if let extra = second.outcomes.first(where: { firsts[DocKey($0)] == nil }) {
      throw .missing(DocKey(extra), from: first.name)
    }
    return pairs
  }

  private static func countsByTask(_ pairs: [Pair]) -> [String: PairedCounts] {
    pairs.reduce(into: [:]) {
      $0[$1.task, default: PairedCounts()].add(firstRight: $1.firstRight, secondRight: $1.secondRight)
    }
  }

  private static func rows(
    of tree: TaskTree, depth: Int, counts: [String: PairedCounts], repeatsAbove: Bool
  ) -> [Row] {
    let own = Row(
      task: tree.name, alias: tree.alias, depth: depth,
      counts: tree.tasks.compactMap { counts[$0] }.reduce(PairedCounts(), +), repeatsAbove: repeatsAbove)
    return [own]
      + tree.children.flatMap {
        rows(of: $0, depth: depth + 1, counts: counts, repeatsAbove: tree.children.count == 1)
      }
  }
}

extension Sequence<PairedComparison.Row> {
  /// The rows' p-values, corrected for all of them together; a row that repeats the one above has its p-value.
  public var correctedPValues: [Double] {
    let rows = Array(self)
    var corrected = HolmCorrection.adjusted(rows.filter { !$0.repeatsAbove }.map(\.counts.pValue))[...]
    var last = 1.0
    return rows.map { row in
      if !row.repeatsAbove, let next = corrected.popFirst() { last = next }
      return last
    }
  }

  /// How many different tests the rows hold.
  public var testCount: Int { reduce(0) { $0 + ($1.repeatsAbove ? 0 : 1) } }
}

extension PairedCounts {
  /// The counts over the docs of both.
  public static func + (a: PairedCounts, b: PairedCounts) -> PairedCounts {
    var sum = a
    sum.both += b.both
    sum.neither += b.neither
    sum.rightToWrong += b.rightToWrong
    sum.wrongToRight += b.wrongToRight
    return sum
  }
}

/// Docs of two runs by whether each run is right.
public struct PairedCounts: Sendable, Hashable {
  /// Docs that both have right.
  public var both = 0
  /// Docs that neither has right.
  public var neither = 0
  /// Docs that only the first has right: right → wrong.
  public var rightToWrong = 0
  /// Docs that only the second has right: wrong → right.
  public var wrongToRight = 0

  /// No docs.
  public init() {}

  /// Counts one doc.
  public mutating func add(firstRight: Bool, secondRight: Bool) {
    switch (firstRight, secondRight) {
    case (true, true): both += 1
    case (false, false): neither += 1
    case (true, false): rightToWrong += 1
    case (false, true): wrongToRight += 1
    }
  }

  /// Docs.
  public var total: Int { both + neither + rightToWrong + wrongToRight }

  /// Right answers of the first run.
  public var firstCorrect: Int { both + rightToWrong }

  /// Right answers of the second run.
  public var secondCorrect: Int { both + wrongToRight }

  /// Accuracy of the second run minus that of the first; NaN without docs.
  public var difference: Double { Double(wrongToRight - rightToWrong) / Double(total) }

  /// The 95 % interval of the difference (Agresti and Min 2005).
  public var differenceCI95: ConfidenceInterval {
    .pairedDifference(gained: wrongToRight, lost: rightToWrong, trials: total)
  }

  /// The smallest difference that these docs would have shown with probability 0.8, given how many of them differ; nil
  /// where they would have shown none.
  public var detectableDifference: Double? {
    DetectableDifference.smallest(discordant: rightToWrong + wrongToRight, docs: total)
  }

  /// The exact two-sided p-value of McNemar's test that both runs are equally accurate.
  public var pValue: Double { McNemarTest.pValue(onlyFirst: rightToWrong, onlySecond: wrongToRight) }
}

/// One side of a comparison: a run at one of its read-outs.
public struct ComparisonSide: Sendable {
  /// Name for messages, for example the run's folder.
  public let name: String
  /// One a doc.
  public let outcomes: [Outcome]
  /// Index of the read-out in the outcomes' answers.
  public let readout: Int

  /// A run at one of its read-outs.
  public init(name: String, outcomes: [Outcome], readout: Int) {
    self.name = name
    self.outcomes = outcomes
    self.readout = readout
  }

  var outcomesByDoc: [DocKey: Outcome] {
    Dictionary(outcomes.map { (DocKey($0), $0) }, uniquingKeysWith: { first, _ in first })
  }
}

/// Why two runs cannot be compared doc by doc.
public enum PairingError: Error, Hashable, CustomStringConvertible {
  /// A doc of one run is not in the run named `from`.
  case missing(DocKey, from: String)
  /// A doc has other text or another right answer in the second run than in the first.
  case different(DocKey, String, String)

  /// What, where and how to remedy it.
  public var description: String {
    switch self {
    case .missing(let doc, let run):
      "\(run): \(doc) is not in this run, but in the one that it is compared with. "
        + "Compare runs made with the same --data, --split, --subjects and --limit."
    case .different(let doc, let first, let second):
      "\(second): \(doc) has another text or another right answer than in \(first). "
        + "Compare runs made with the same --data and --split."
    }
  }
}
