import Foundation

/// A file or stream that could not be read or written.
public struct StreamError: Error, Hashable, CustomStringConvertible {
  /// What it is called, for example `standard output`, or a path.
  public let name: String
  /// What could not be done: `read` or `written`.
  public let verb: String
  /// The system's number of the error.
  public let code: Int32

  /// An error of the system.
  public init(name: String, verb: String, code: Int32) {
    self.name = name
    self.verb = verb
    self.code = code
  }

  /// For example `standard output: cannot be written: No space left on device`.
  public var description: String { "\(name): cannot be \(verb): \(reason)" }

  /// Whether the reader of a pipe has gone.
  public var isBrokenPipe: Bool { code == EPIPE }

  /// The system's words.
  public var reason: String {
    // What a stream that was closed when the program began is replaced by can neither be read nor written.
    code == EBADF ? "it is closed" : unsafe String(cString: strerror(code))
  }
}
