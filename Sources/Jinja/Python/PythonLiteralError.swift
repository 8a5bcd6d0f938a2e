/// Why a text is not a Python literal: what is wrong, where, and how to remedy it.
public struct PythonLiteralError: Error, Hashable, CustomStringConvertible {
  /// The place in the text: code points before it, from 0.
  public let offset: Int
  /// What is wrong, without a full stop.
  public let message: String
  /// What the user can do about it, one or more sentences.
  public let remedy: String

  /// Place, message and remedy, on one line.
  public var description: String { "character \(offset + 1): \(message). \(remedy)" }
}
