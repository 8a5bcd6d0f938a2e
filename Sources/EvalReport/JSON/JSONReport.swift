import EvalCore
import Foundation

/// A run as one JSON object with `manifest`, `verdict`, `completion`, `results`, where a rule stopped docs `exits`, and
/// `analysis`, which is what plots show; keys are sorted, numbers have all their digits, and what is unknown is null.
public struct JSONReport: Sendable {
  /// A report.
  public init() {}

  /// The report as text that ends with a line feed.
  public func render(_ report: RunReport) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // The manifest has camel case, as its file has.
    encoder.keyEncodingStrategy = .custom { path in
      let key = path[path.count - 1]
      return path.count > 1 && path[0].stringValue == "analysis" ? SnakeCaseKey(key) : key
    }
    return String(decoding: try encoder.encode(JSONDocument(report)), as: UTF8.self) + "\n"
  }
}

/// The object that `JSONReport` writes.
struct JSONDocument: Encodable {
  /// A verdict with its reasons as sentences and in parts.
  struct VerdictObject: Encodable {
    let status: String
    let reasons: [String]
    let details: [Detail]

    /// A reason in parts.
    struct Detail: Encodable {
      let rule: String
      let status: String
      let message: String
      let loops: Nullable<Int>
    }

    init(_ verdict: Verdict) {
      status = verdict.status.rawValue
      reasons = verdict.reasons.map(\.message)
      details = verdict.reasons.map {
        Detail(rule: $0.rule, status: $0.status.rawValue, message: $0.message, loops: Nullable($0.loops))
      }
    }
  }

  /// How far the run came.
  struct CompletionObject: Encodable {
    let done: Int
    let planned: Int
    let finished: Bool
  }

  let manifest: RunManifest
  let verdict: VerdictObject
  let completion: CompletionObject
  let results: [JSONRow]
  /// Absent where no exit rule was in force.
  let exits: LiveExitsJSON?
  /// Absent where the docs' outcomes are not known.
  let analysis: RunAnalysisJSON?

  init(_ report: RunReport) {
    let completion = report.result.completion
    manifest = report.manifest
    verdict = VerdictObject(report.result.verdict)
    self.completion = CompletionObject(
      done: completion.done, planned: completion.planned, finished: completion.isFinished)
    results = report.result.rows.map(JSONRow.init)
    exits = report.exits.map(LiveExitsJSON.init)
    analysis = RunAnalysis(report).map(RunAnalysisJSON.init)
  }
}

/// A key in snake case, for example `mean_cost` for `meanCost`.
struct SnakeCaseKey: CodingKey {
  let stringValue: String
  let intValue: Int?

  init(_ key: any CodingKey) {
    intValue = key.intValue
    var previous: Character?
    stringValue = key.stringValue.reduce(into: "") { text, character in
      // Letters of an abbreviation stay together: `last_rms`.
      if character.isUppercase, previous?.isUppercase == false { text += "_" }
      text += character.lowercased()
      previous = character
    }
  }

  init?(stringValue: String) { return nil }
  init?(intValue: Int) { return nil }
}

/// A total, group or task at one read-out depth in `JSONReport`.
struct JSONRow: Encodable {
  /// What is scored without reading.
  struct Floors: Encodable {
    let chance: Nullable<Double>
    let constant: [String: Double]
    let bestConstant: Nullable<String>

    private enum CodingKeys: String, CodingKey {
      case chance
      case constant
      case bestConstant = "best_constant"
    }
  }

  let task: String
  let alias: String
  let level: String
  let loops: Nullable<Int>
  let correct: Int
  /// Docs that can be right or wrong: what `accuracy` is a share of.
  let judged: Int
  let total: Int
  let accuracy: Nullable<Double>
  let stderr: Nullable<Double>
  let ci95: [Double]
  let predicted: [String: Int]
  let gold: [String: Int]
  let invalid: Int
  let ties: Int
  /// Right answers where an exact tie counts as its first choice.
  let correctWithTies: Int
  let nearTies: Int
  let balancedAccuracy: Nullable<Double>
  let meanChoiceMass: Nullable<Double>
  let floors: Floors
  let verdict: String
  let verdictReasons: [String]

  private enum CodingKeys: String, CodingKey {
    case task, alias, level, loops, correct, judged, total, accuracy, stderr, ci95, predicted, gold, invalid, ties,
      floors
    case verdict
    case correctWithTies = "correct_with_ties"
    case nearTies = "near_ties"
    case balancedAccuracy = "balanced_accuracy"
    case meanChoiceMass = "mean_choice_mass"
    case verdictReasons = "verdict_reasons"
  }

  init(_ row: ResultRow) {
    let tally = row.tally
    task = row.task
    alias = row.alias
    level = row.level.rawValue
    loops = Nullable(row.loops)
    correct = tally.correct
    judged = tally.judged
    total = tally.total
    accuracy = Nullable(finite: row.accuracy)
    stderr = Nullable(row.stderr)
    ci95 = [row.ci95.low, row.ci95.high]
    predicted = Self.byLabel(tally, tally.predicted)
    gold = Self.byLabel(tally, tally.gold)
    invalid = tally.invalid
    ties = tally.ties
    correctWithTies = tally.correctWithTies
    nearTies = tally.nearTies
    balancedAccuracy = Nullable(tally.balancedAccuracy)
    meanChoiceMass = Nullable(finite: tally.meanChoiceMass)
    floors = Self.floors(tally)
    verdict = row.verdict.status.rawValue
    verdictReasons = row.verdict.reasons.map(\.message)
  }

  private static func byLabel<Value>(_ tally: Tally, _ values: [Value]) -> [String: Value] {
    Dictionary(zip(tally.labels, values), uniquingKeysWith: { first, _ in first })
  }

  private static func floors(_ tally: Tally) -> Floors {
    Floors(
      chance: Nullable(finite: tally.chance),
      constant: byLabel(tally, tally.gold.map { Double($0) / Double(max(tally.withChoices, 1)) }),
      bestConstant: Nullable(tally.bestConstant.map { tally.labels[$0] }))
  }
}

/// A value that is written as null when it is not there, instead of being left out.
struct Nullable<Value: Encodable>: Encodable {
  /// The value.
  let value: Value?

  /// A value or null.
  init(_ value: Value?) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    guard let value else { return try container.encodeNil() }
    try container.encode(value)
  }
}

extension Nullable<Double> {
  /// A number, or null where it is not finite.
  init(finite value: Double?) { self.init(value.flatMap { $0.isFinite ? $0 : nil }) }
}
