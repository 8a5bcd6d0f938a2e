internal import Console
import EvalCore
import Foundation

/// Turns lines of `outcomes.jsonl` into outcomes, and refuses those that do not fit the run.
struct OutcomeReader {
  private let path: String
  private let readouts: [Int?]
  /// Whether a doc may have stopped before the last read-out.
  private let mayStop: Bool
  private let decoder = JSONDecoder()
  private var lineOfDoc: [DocKey: Int] = [:]

  /// A reader for a run.
  init(path: String, manifest: RunManifest) {
    self.path = path
    readouts = manifest.model.readouts.map(\.loops)
    mayStop = manifest.exit != nil
  }

  /// The outcome in a line; lines count from 1.
  mutating func outcome(_ data: Data, line: Int) throws(UserError) -> Outcome {
    let decoded = try decode(data, line: line)
    if decoded.gold == nil, decoded.golds == nil { throw .badLine(path, line, "key \"gold\" is missing") }
    guard let outcome = decoded.outcome else {
      throw .badLine(path, line, "a log-probability is neither a number nor \"nan\", \"inf\" or \"-inf\"")
    }
    if let fault = misfit(outcome) ?? contradiction(decoded, outcome) { throw .badLine(path, line, fault) }
    if let earlier = lineOfDoc.updateValue(line, forKey: DocKey(outcome)) {
      throw .badLine(path, line, "\(DocKey(outcome)) is already in line \(earlier)")
    }
    return outcome
  }

  private func decode(_ data: Data, line: Int) throws(UserError) -> OutcomeLine {
    do {
      return try decoder.decode(OutcomeLine.self, from: data)
    } catch let error as DecodingError {
      throw .badLine(path, line, error.oneLine)
    } catch {
      throw .badLine(path, line, "\(error)")
    }
  }

  private func misfit(_ outcome: Outcome) -> String? {
    if let problem = PlausibleRange.problem(numbers(outcome)) { return problem }
    if let stranger = outcome.golds.first(where: { !outcome.choices.indices.contains($0) }) {
      return "gold is \(stranger), but there are \(outcome.choices.count) choices"
    }
    let expected = mayStop ? Array(readouts.prefix(max(outcome.answers.count, 1))) : readouts
    guard outcome.answers.map(\.loops) == expected else {
      return "the answers are at \(words(outcome.answers.map(\.loops))) loops, the manifest says \(words(readouts))"
    }
    let counts = outcome.answers.flatMap { answer in
      [answer.logprobs.count, answer.isGreedy.count, answer.unconditional?.count ?? outcome.requestCount]
    }
    guard let wrong = counts.first(where: { $0 != outcome.requestCount }) else { return nil }
    let due = outcome.outputType == .multipleChoice ? "\(outcome.choices.count) choices" : "a single continuation"
    return "an answer has \(wrong) entries for \(due)"
  }

  private func numbers(_ outcome: Outcome) -> [(name: String, value: Int?, range: ClosedRange<Int>)] {
    [
      ("doc_id", outcome.docID, PlausibleRange.counts), ("words", outcome.words, PlausibleRange.lengths),
      ("bytes", outcome.bytes, PlausibleRange.lengths),
    ]
      + outcome.answers.compactMap(\.metrics).flatMap { $0.values.flatMap(Self.numbers) }
      + outcome.answers.compactMap(\.fault).flatMap { fault in
        [
          ("fault.application", fault.application, PlausibleRange.places),
          ("fault.layer", fault.layer, PlausibleRange.places), ("fault.group", fault.group, PlausibleRange.places),
          ("fault.loop", fault.loop, PlausibleRange.places), ("fault.position", fault.position, PlausibleRange.counts),
          ("fault.nonFiniteApplication", fault.nonFiniteApplication, PlausibleRange.places),
        ]
      }
  }

  private static func numbers(_ value: MetricValue) -> [(name: String, value: Int?, range: ClosedRange<Int>)] {
    let labels = MetricValue.outOfRange...PlausibleRange.places.upperBound
    return switch value {
    case .number: []
    case .integer(let value): [("metrics.integer", value, 0...PlausibleRange.places.upperBound)]
    case .weighted(_, let weight): [("metrics.weight", weight, PlausibleRange.lengths)]
    case .labels(let gold, let predicted): [("metrics.gold", gold, labels), ("metrics.predicted", predicted, labels)]
    case .distribution(let gold, let probabilities):
      [("metrics.gold", gold, MetricValue.outOfRange...max(0, probabilities.count - 1))]
    }
  }

  private func contradiction(_ line: OutcomeLine, _ outcome: Outcome) -> String? {
    for (readout, answer) in line.answers.enumerated() {
      let prediction = outcome.prediction(at: readout).index
      // Older runs took choices of the same text for a tie.
      let isOldTie = answer.prediction == nil && Prediction(outcome.answers[readout]) == .tie
      guard prediction != answer.prediction, !isOldTie else { continue }
      return "prediction is \(answer.prediction.map(String.init) ?? "null"), but the log-probabilities give "
        + (prediction.map(String.init) ?? "none")
    }
    return nil
  }

  private func words(_ loops: [Int?]) -> String {
    loops.isEmpty ? "no" : loops.map { $0.map(String.init) ?? "no" }.joined(separator: ", ")
  }
}

/// The lines of an `outcomes.jsonl`.
struct OutcomeLines {
  /// The lines that end with a line feed.
  let complete: [Data]
  /// Whether there is something after the last line feed: a line that was being written when the run stopped.
  let hasTornEnd: Bool
  /// Bytes of the complete lines.
  let completeLength: Int

  /// Reads the lines of the file at `path`.
  init(contentsOf path: String) throws(UserError) {
    guard let data = FileManager.default.contents(atPath: path) else { throw .noOutcomes(path) }
    var parts = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let rest = parts.popLast() ?? Data()
    complete = parts
    hasTornEnd = !rest.isEmpty
    completeLength = data.count - rest.count
  }
}
