import EvalCore

/// An outcome as a line of `outcomes.jsonl`.
struct OutcomeLine: Codable {
  let task: String
  let docID: Int
  let docHash: String
  let promptHash: String
  let targetHash: String
  /// Absent for multiple choice, as it is in older runs.
  let outputType: OutputType?
  let choices: [String]
  /// The first right choice; absent where there is none.
  let gold: Int?
  /// All right choices; absent where there is exactly one.
  let golds: [Int]?
  /// Of the text of a rolling task; absent for others.
  let words: Int?
  let bytes: Int?
  /// True for a doc among its own few-shot examples; absent for others.
  let isOwnExample: Bool?
  let answers: [AnswerLine]

  private enum CodingKeys: String, CodingKey {
    case task
    case docID = "doc_id"
    case docHash = "doc_hash"
    case promptHash = "prompt_hash"
    case targetHash = "target_hash"
    case outputType = "output_type"
    case choices
    case gold
    case golds
    case words
    case bytes
    case isOwnExample = "own_example"
    case answers
  }

  init(_ outcome: Outcome) {
    task = outcome.task
    docID = outcome.docID
    docHash = outcome.docHash
    promptHash = outcome.promptHash
    targetHash = outcome.targetHash
    outputType = outcome.outputType == .multipleChoice ? nil : outcome.outputType
    choices = outcome.choices
    gold = outcome.golds.first
    golds = outcome.golds.count == 1 ? nil : outcome.golds
    words = outcome.words
    bytes = outcome.bytes
    isOwnExample = outcome.isOwnExample ? true : nil
    answers = outcome.answers.indices.map { AnswerLine(outcome.answers[$0], prediction: outcome.prediction(at: $0)) }
  }

  /// The outcome; nil where a log-probability is neither a number nor a known word.
  var outcome: Outcome? {
    let read = answers.compactMap(\.answer)
    guard read.count == answers.count else { return nil }
    return Outcome(
      task: task, docID: docID, docHash: docHash, promptHash: promptHash, targetHash: targetHash,
      outputType: outputType ?? .multipleChoice, choices: choices, golds: golds ?? gold.map { [$0] } ?? [],
      words: words, bytes: bytes, isOwnExample: isOwnExample ?? false, answers: read)
  }
}
