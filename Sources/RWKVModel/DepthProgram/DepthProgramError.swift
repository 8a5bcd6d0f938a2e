internal import Console

/// A depth program that cannot be made, with what to do about it.
public struct DepthProgramError: Error, CustomStringConvertible, Hashable {
  /// What is wrong, and where.
  public let what: String
  /// How to mend it.
  public let remedy: String

  init(_ what: String, remedy: String) {
    self.what = what
    self.remedy = remedy
  }

  /// What is wrong and how to mend it, control characters written out.
  public var description: String { VisibleText.escaped("\(what). \(remedy)") }
}
