public import PythonValues

/// An object in a line of a file of JSON lines, read as strictly as docs are: a key that is there twice is an error.
public struct JSONLine: Sendable {
  private let fields: PythonValue.Dictionary

  /// Reads a line.
  ///
  /// - Parameters:
  ///   - line: The line without its end.
  ///   - number: Its number, from 1, for errors.
  ///   - path: The file, for errors.
  /// - Returns: Nil for another value than an object.
  /// - Throws: `DataError` naming file, line and column.
  public init?(_ line: some Sequence<UInt8>, number: Int, path: String) throws(DataError) {
    let bytes = Array(line)
    do {
      guard case .dictionary(let fields) = try JSONParser.value(in: bytes) else { return nil }
      self.fields = fields
    } catch {
      throw DataError(
        error.problem, place: "\(path):\(number)", column: TextPosition(of: error.offset, in: bytes).column,
        remedy: error.remedy)
    }
  }

  /// The keys, in their order.
  public var keys: [String] { Array(fields.keys) }

  /// The value of a key; nil where it is not there.
  public subscript(key: String) -> PythonValue? { fields[key] }
}
