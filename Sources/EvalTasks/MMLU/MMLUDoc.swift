internal import PythonValues
internal import Archives

/// One question of MMLU with its four choices.
public struct MMLUDoc: Sendable, Hashable {
  /// Name of the subject as the files have it, for example `abstract_algebra`.
  public let subject: String
  /// Row of the doc in its file, from 0.
  public let row: Int
  /// The question, exactly as the file has it.
  public let question: String
  /// The four choices, exactly as the file has them.
  public let choices: [String]
  /// Index of the right choice, 0…3.
  public let answer: Int

  /// The letters of the choices, as the answer column has them.
  public static let letters = ["A", "B", "C", "D"]

  /// A doc.
  ///
  /// - Precondition: four choices, and an answer among them.
  public init(subject: String, row: Int, question: String, choices: [String], answer: Int) {
    precondition(choices.count == 4 && choices.indices.contains(answer), "\(choices.count) choices, answer \(answer)")
    self.subject = subject
    self.row = row
    self.question = question
    self.choices = choices
    self.answer = answer
  }

  /// The doc as lm-evaluation-harness serialises it: JSON with an indent of two, keys in the data set's order, only
  /// what must be escaped escaped.
  public var json: String {
    let choices = choices.map { "    " + PythonJSON.quoted($0) }.joined(separator: ",\n")
    return """
      {
        "question": \(PythonJSON.quoted(question)),
        "subject": \(PythonJSON.quoted(subject)),
        "choices": [
      \(choices)
        ],
        "answer": \(answer)
      }
      """
  }

  /// lm-evaluation-harness's `doc_hash`: SHA-256 (hex) of `json`.
  public var hash: String { ContentDigest.hex(json) }
}
