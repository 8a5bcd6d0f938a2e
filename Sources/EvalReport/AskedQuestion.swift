/// A doc as it was asked.
public struct AskedQuestion: Sendable, Hashable {
  /// What stood before its own part in every context: description and few-shot examples.
  public let examples: String
  /// The texts of each request: context and continuation, or one whole text.
  public let arguments: [[String]]
  /// The target as Python's `str` writes it.
  public let target: String

  /// A question.
  public init(examples: String, arguments: [[String]], target: String) {
    self.examples = examples
    self.arguments = arguments
    self.target = target
  }

  /// Code points of its longest prompt.
  var promptLength: Int { arguments.map { $0.first?.unicodeScalars.count ?? 0 }.max() ?? 0 }
}
