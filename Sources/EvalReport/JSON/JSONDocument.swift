import EvalCore

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

  init(_ report: RunReport) {
    let completion = report.result.completion
    manifest = report.manifest
    verdict = VerdictObject(report.result.verdict)
    self.completion = CompletionObject(
      done: completion.done, planned: completion.planned, finished: completion.isFinished)
    results = report.result.rows.map(JSONRow.init)
    exits = report.exits.map(LiveExitsJSON.init)
  }
}
