internal import Console

/// Why a file or archive could not be read: what is wrong, where, and how to remedy it.
public struct ArchiveError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, without a full stop.
  public let problem: String
  /// The file that was to be read, as the caller named it.
  public let path: String
  /// The entry inside the archive, where one is to blame.
  public let entry: String?
  /// What the user can do about it, a sentence.
  public let remedy: String

  /// An error about a file, or about one entry of an archive.
  public init(_ problem: String, path: String, entry: String? = nil, remedy: String) {
    self.problem = problem
    self.path = path
    self.entry = entry
    self.remedy = remedy
  }

  /// The path, the entry in quotes, the problem and the remedy, on one line, control characters written out.
  public var description: String {
    let place = entry.map { "\(path): entry \"\($0)\"" } ?? path
    return VisibleText.escaped("\(place): \(problem). \(remedy)")
  }
}
