/// What a run's answers at one read-out look like beside the right ones.
///
/// Docs with choices only; those whose numbers are not finite or whose best choices tie are left out where a prediction is
/// needed.
public struct AnswerAnalysis: Sendable, Hashable {
  /// Total loops of the read-out; nil for a model that does not loop.
  public let loops: Int?
  /// Names of the choices, as `Tally.labels`.
  public let labels: [String]
  /// Docs by predicted (row) and right choice (column); of several right ones, the predicted one or else the first.
  public let confusion: [[Int]]
  /// Whether the probability of the answers is that of their being right; nil without predictions.
  public let calibration: Calibration?
  /// Right and wrong answers by their margin; nil without predictions.
  public let margins: MarginHistogram?
  /// Right answers by the length of the prompt; empty where lengths are not known.
  public let lengths: [LengthBin]
  /// Right answers by the position of the right choice; docs with several right choices are left out.
  public let positions: [CountedShare]

  /// Looks at a run's answers.
  ///
  /// - Parameters:
  ///   - outcomes: One a doc.
  ///   - readout: Index of the read-out in the outcomes' answers; docs that stopped before it are left out.
  ///   - promptLengths: Code points of each doc's longest context, in the order of `outcomes`; nil where not known.
  public init(_ outcomes: [Outcome], readout: Int, promptLengths: [Int]? = nil) {
    precondition(
      promptLengths.map { $0.count == outcomes.count } ?? true,
      "\(promptLengths?.count ?? 0) lengths for \(outcomes.count) docs")
    let isUsed = outcomes.map { $0.outputType == .multipleChoice && $0.answers.indices.contains(readout) }
    let used = zip(outcomes, isUsed).filter(\.1).map(\.0)
    let answers = used.compactMap { ConfidentAnswer($0, readout: readout) }
    let tally = Tally(used, readout: readout)
    loops = used.first?.answers[readout].loops
    labels = tally.labels
    confusion = Self.confusion(answers, size: labels.count)
    calibration = Calibration(answers)
    margins = MarginHistogram(answers)
    positions = Self.positions(used, readout: readout, size: labels.count)
    lengths =
      promptLengths.map { lengths in
        let docs = zip(zip(outcomes, lengths), isUsed).filter(\.1).map(\.0)
        return LengthBin.bins(docs.map { ($0.1, $0.0.isRight(at: readout)) })
      } ?? []
  }

  private static func confusion(_ answers: [ConfidentAnswer], size: Int) -> [[Int]] {
    var cells = Array(repeating: Array(repeating: 0, count: size), count: size)
    for answer in answers {
      guard let gold = answer.gold else { continue }
      cells[answer.predicted][gold] += 1
    }
    return cells
  }

  private static func positions(_ outcomes: [Outcome], readout: Int, size: Int) -> [CountedShare] {
    var counts = Array(repeating: CountedShare(), count: size)
    for outcome in outcomes where outcome.golds.count == 1 {
      counts[outcome.gold].add(outcome.isRight(at: readout))
    }
    return counts
  }
}

/// Right answers among docs.
public struct CountedShare: Sendable, Hashable {
  /// Docs answered right.
  public private(set) var correct: Int
  /// Docs.
  public private(set) var total: Int

  /// Counts; none at first.
  public init(correct: Int = 0, total: Int = 0) {
    self.correct = correct
    self.total = total
  }

  /// Counts a doc.
  public mutating func add(_ isRight: Bool) {
    total += 1
    if isRight { correct += 1 }
  }

  /// The share; nil without docs.
  public var share: Double? { total == 0 ? nil : Double(correct) / Double(total) }

  /// Wilson's 95 % interval.
  public var ci95: ConfidenceInterval { .wilson(successes: correct, trials: total) }
}

/// An answer with a prediction, and how sure the model was.
struct ConfidentAnswer {
  let predicted: Int
  /// The right choice; of several, the predicted one or else the first; nil where there is none.
  let gold: Int?
  let isRight: Bool
  /// Probability of the predicted choice among the choices, from 0 to 1.
  let confidence: Double
  /// Log-likelihood of the predicted choice minus that of the next best in nats; nil without another.
  let margin: Double?

  /// The answer of a doc; nil where it has no prediction.
  init?(_ outcome: Outcome, readout: Int) {
    guard let predicted = outcome.prediction(at: readout).index else { return nil }
    let logprobs = outcome.answers[readout].logprobs
    let best = logprobs[predicted]
    self.predicted = predicted
    isRight = outcome.golds.contains(predicted)
    gold = isRight ? predicted : outcome.golds.first
    confidence = 1 / logprobs.reduce(0) { $0 + exponential($1 - best) }
    // Choices of one text are one answer.
    let text = outcome.choices[predicted].utf8
    margin = logprobs.indices.filter { !outcome.choices[$0].utf8.elementsEqual(text) }.map { best - logprobs[$0] }.min()
  }
}
