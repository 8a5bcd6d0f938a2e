/// Why a data set in MMLU's layout could not be used: what is wrong, where, and how to remedy it.
public struct MMLUDataError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, without a full stop.
  public let problem: String
  /// The path or option to blame.
  public let place: String
  /// What the user can do about it, one or more sentences.
  public let remedy: String

  /// An error about a path or an option.
  public init(_ problem: String, place: String, remedy: String) {
    self.problem = problem
    self.place = place
    self.remedy = remedy
  }

  /// The place, the problem and the remedy, on one line.
  public var description: String { "\(place): \(problem). \(remedy)" }
}
