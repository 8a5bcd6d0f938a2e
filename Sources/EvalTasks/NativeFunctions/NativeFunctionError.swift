/// Why a native function cannot work on a doc: the doc lacks what the function needs.
public struct NativeFunctionError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, without a full stop.
  public let problem: String
  /// What the user can do about it, a sentence.
  public let remedy: String

  /// An error about a doc.
  init(_ problem: String, remedy: String) {
    self.problem = problem
    self.remedy = remedy
  }

  /// The problem and the remedy, on one line.
  public var description: String { "\(problem). \(remedy)" }
}
