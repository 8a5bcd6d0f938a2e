import EvalCore

/// A run's answers as bytes.
///
/// 1. The number of each doc, Int32.
/// 2. For every read-out: a byte a doc for the class of its answer, then a byte for the predicted choice, 255 for none.
/// 3. For every read-out: the log-likelihoods of all docs, Int32, in 1/1024 nat; after the first as differences from the
///    read-out before, which wrap around.
///
/// Scores are mostly near those of the read-out before, so differences are small numbers. All stand with their sign in the
/// lowest bit, and as four planes, the lowest bytes first: gzip packs them a tenth smaller so. Scores are rounded, and a rounded
/// one could tie where the exact one does not: this is why class and prediction stand beside them.
struct ScoreBytes {
  /// What became of a doc.
  enum AnswerClass: UInt8 {
    case right = 0
    case wrong = 1
    case tie = 2
    case notFinite = 3
    /// A rolling text, which is neither right nor wrong.
    case notJudged = 4
  }

  /// Added to the class of a near tie.
  static let nearTie: UInt8 = 16
  /// In place of a prediction.
  static let noPrediction: UInt8 = 255
  /// Steps in a nat.
  static let steps = 1024.0

  /// The bytes.
  private(set) var bytes: [UInt8] = []
  /// Log-likelihoods at one read-out.
  let scoreCount: Int

  /// The answers of a run.
  init(_ run: NamedReport, _ index: DocIndex) {
    scoreCount = run.report.outcomes.reduce(0) { $0 + $1.requestCount }
    appendPlanes(run.report.outcomes.map { Int32(index.numbers[DocKey($0)] ?? 0) })
    for readout in run.report.result.readouts.indices {
      bytes += run.report.outcomes.map { Self.classByte($0, readout) }
      bytes += run.report.outcomes.map { Self.predictionByte($0, readout) }
    }
    var before = Array(repeating: Int32(0), count: scoreCount)
    for readout in run.report.result.readouts.indices {
      let scores = run.report.outcomes.flatMap { $0.answers[readout].logprobs.map(Self.rounded) }
      appendPlanes(zip(scores, before).map { $0 &- $1 })
      before = scores
    }
  }

  private static func classByte(_ outcome: Outcome, _ readout: Int) -> UInt8 {
    let isRight = outcome.isRight(at: readout)
    switch outcome.prediction(at: readout) {
    case .invalid: return AnswerClass.notFinite.rawValue
    case _ where !outcome.isJudged: return AnswerClass.notJudged.rawValue
    case .tie: return AnswerClass.tie.rawValue
    case .choice(_, let isNearTie):
      let own: AnswerClass = isRight ? .right : .wrong
      return own.rawValue + (isNearTie && outcome.outputType == .multipleChoice ? nearTie : 0)
    }
  }

  private static func predictionByte(_ outcome: Outcome, _ readout: Int) -> UInt8 {
    guard outcome.outputType == .multipleChoice, let index = outcome.prediction(at: readout).index else {
      return noPrediction
    }
    return UInt8(clamping: index)
  }

  /// A log-likelihood in steps; the three ends of the range stand for NaN and the infinities.
  static func rounded(_ nats: Double) -> Int32 {
    if nats.isNaN { return .max }
    if nats.isInfinite { return nats > 0 ? .max - 1 : .min }
    return Int32(max(min((nats * steps).rounded(), Double(Int32.max - 2)), Double(Int32.min + 1)))
  }

  private mutating func appendPlanes(_ numbers: [Int32]) {
    let signedLast = numbers.map { ($0 << 1) ^ ($0 >> 31) }
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes += signedLast.map { UInt8(truncatingIfNeeded: $0 >> Int32(shift)) }
    }
  }
}
