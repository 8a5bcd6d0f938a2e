internal import Console

/// Why a vocabulary cannot be used: what is wrong, where, and how to remedy it.
public struct TokenizerError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, without a full stop.
  public let problem: String
  /// The vocabulary file, or the place where one was looked for.
  public let path: String
  /// The line, from 1, where one is to blame.
  public let line: Int?
  /// What the user can do about it, a sentence.
  public let remedy: String

  /// An error about a file, or about one line of it.
  public init(_ problem: String, path: String, line: Int? = nil, remedy: String) {
    self.problem = problem
    self.path = path
    self.line = line
    self.remedy = remedy
  }

  /// The path and line, the problem and the remedy, on one line, control characters written out.
  public var description: String {
    VisibleText.escaped("\(path)\(line.map { ":\($0)" } ?? ""): \(problem). \(remedy)")
  }

  /// Where the RWKV World vocabulary is published.
  static let howToGet = """
    Get rwkv_vocab_v20230424.txt from https://github.com/BlinkDL/ChatRWKV/tree/main/tokenizer, or from the publisher of \
    the model.
    """
}
