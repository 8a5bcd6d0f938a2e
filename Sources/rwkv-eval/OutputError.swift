import Console

/// A result that could not be written: the run failed, the input was good.
struct OutputError: Error, CustomStringConvertible {
  let description: String
  /// Whether the reader of a pipe has gone, which is told to nobody by custom.
  private(set) var isBrokenPipe = false

  init(_ description: String) { self.description = description }

  init(_ error: StreamError, remedy: String) {
    description = "\(error). \(remedy)."
    isBrokenPipe = error.isBrokenPipe
  }

  /// Runs what writes a result; whatever it throws becomes an `OutputError`.
  static func wrapping<Result>(_ write: () throws -> Result) throws -> Result {
    do {
      return try write()
    } catch let error as OutputError {
      throw error
    } catch {
      throw OutputError("\(error)")
    }
  }
}
