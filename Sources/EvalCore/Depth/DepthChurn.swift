/// How docs change their answers from one loop count to the next.
public struct DepthChurn: Sendable, Hashable {
  /// Two loop counts, doc by doc.
  public struct Step: Sendable, Hashable {
    /// The lower loop count.
    public let fromLoops: Int
    /// The higher loop count.
    public let toLoops: Int
    /// Docs by whether each is right, with the exact McNemar test.
    public let counts: PairedCounts
    /// Docs whose prediction is another one; having none counts as one.
    public let changed: Int
    /// The p-value of `counts`, corrected by Holm for all steps and the overall one together.
    public internal(set) var correctedPValue: Double
  }

  /// Each loop count to the next.
  public let steps: [Step]
  /// The lowest loop count to the highest.
  public let overall: Step
  /// How many p-values were corrected together.
  public let tests: Int
  /// Docs by the depth at which they settle: the first from which on the prediction stays the same; one entry a depth.
  public let settled: [Int]
  /// Docs that are right at some lower loop count and wrong at the highest.
  public let overthought: Int
  /// Docs.
  public let docs: Int

  /// Share of docs that are right at some lower loop count and wrong at the highest.
  public var overthinkingShare: Double { Double(overthought) / Double(docs) }

  /// The churn of a run.
  public init(_ run: DepthRun) {
    let last = run.depths.count - 1
    let steps = (0..<last).map { Self.step(run, from: $0, to: $0 + 1) }
    // A single step is the overall one.
    let all = Self.corrected(steps.count > 1 ? steps + [Self.step(run, from: 0, to: last)] : steps)
    self.steps = Array(all.prefix(last))
    overall = all[all.count - 1]
    tests = all.count
    settled = run.predictions.reduce(into: Array(repeating: 0, count: last + 1)) { counts, predictions in
      counts[Self.settlingDepth(predictions)] += 1
    }
    overthought = run.docs.indices.count { doc in
      !run.isRight(doc, at: last) && (0..<last).contains { run.isRight(doc, at: $0) }
    }
    docs = run.docs.count
  }

  /// The first depth from which on a doc's predictions are all the same.
  static func settlingDepth(_ predictions: [Int?]) -> Int {
    guard let last = predictions.last else { return 0 }
    return predictions.lastIndex { $0 != last }.map { $0 + 1 } ?? 0
  }

  private static func corrected(_ steps: [Step]) -> [Step] {
    zip(steps, HolmCorrection.adjusted(steps.map(\.counts.pValue))).map { step, pValue in
      var step = step
      step.correctedPValue = pValue
      return step
    }
  }

  private static func step(_ run: DepthRun, from: Int, to: Int) -> Step {
    var counts = PairedCounts()
    for doc in run.docs.indices {
      counts.add(firstRight: run.isRight(doc, at: from), secondRight: run.isRight(doc, at: to))
    }
    return Step(
      fromLoops: run.loops[from], toLoops: run.loops[to], counts: counts,
      changed: run.predictions.count { $0[from] != $0[to] },
      correctedPValue: counts.pValue)
  }
}
