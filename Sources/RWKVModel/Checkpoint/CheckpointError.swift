internal import Console

/// Why a checkpoint cannot be used: what is wrong, where, and how to remedy it.
public struct CheckpointError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, without a full stop.
  public let problem: String
  /// The file or folder.
  public let path: String
  /// The tensor, where one is to blame.
  public let tensor: String?
  /// What the user can do about it, a sentence.
  public let remedy: String

  /// An error about a file, or about one tensor of it.
  public init(_ problem: String, path: String, tensor: String? = nil, remedy: String) {
    self.problem = problem
    self.path = path
    self.tensor = tensor
    self.remedy = remedy
  }

  /// The path, the tensor in quotes, the problem and the remedy, on one line, control characters written out.
  public var description: String {
    let place = tensor.map { "\(path): tensor \"\($0)\"" } ?? path
    return VisibleText.escaped("\(place): \(problem). \(remedy)")
  }

  /// The remedy for a file whose bytes are not what its writer wrote.
  static let fetchAgain = "Fetch the file again and compare its size and SHA-256 with the publisher's."
}
