import EvalCore

/// An outcome as a line of `outcomes.jsonl`.
struct OutcomeLine: Codable {
  let task: String
  let docID: Int
  let docHash: String
  let promptHash: String
  let targetHash: String
  let choices: [String]
  let gold: Int
  let answers: [AnswerLine]

  private enum CodingKeys: String, CodingKey {
    case task
    case docID = "doc_id"
    case docHash = "doc_hash"
    case promptHash = "prompt_hash"
    case targetHash = "target_hash"
    case choices
    case gold
    case answers
  }

  init(_ outcome: Outcome) {
    task = outcome.task
    docID = outcome.docID
    docHash = outcome.docHash
    promptHash = outcome.promptHash
    targetHash = outcome.targetHash
    choices = outcome.choices
    gold = outcome.gold
    answers = outcome.answers.map(AnswerLine.init)
  }

  /// The outcome; nil where a log-probability is neither a number nor a known word.
  var outcome: Outcome? {
    let read = answers.compactMap(\.answer)
    guard read.count == answers.count else { return nil }
    return Outcome(
      task: task, docID: docID, docHash: docHash, promptHash: promptHash, targetHash: targetHash, choices: choices,
      gold: gold, answers: read)
  }
}
