public import Console
public import PythonValues

/// Docs from JSON: a line each, or as the objects of one list.
enum JSONDocs {
  /// The docs of a file of JSON lines; blank lines are passed over.
  ///
  /// - Throws: `UserError` naming line and column.
  static func lines(of bytes: [UInt8], path: String) throws(UserError) -> [Doc] {
    var docs: [Doc] = []
    var start = ByteOrderMark.length(in: bytes)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      if !bytes[start..<end].allSatisfy(JSONParser.isSpace) {
        docs.append(try doc(in: bytes, start..<end, path: path))
      }
      start = end + 1
    }
    return try DocColumns.aligned(docs, place: path)
  }

  /// The docs of a file that holds one list of objects, or one object with such a list in a field.
  ///
  /// - Throws: `UserError` naming line and column, or the field.
  static func document(of bytes: [UInt8], field: String?, path: String) throws(UserError) -> [Doc] {
    let value: PythonValue
    do { value = try JSONParser.value(in: bytes, ByteOrderMark.length(in: bytes)..<bytes.count) } catch {
      throw located(error, bytes, path)
    }
    let place = field.map { "\(path): field \"\($0)\"" } ?? path
    guard case .list(let values) = try member(field, of: value, path: path) else {
      throw UserError(
        "is no list", place: place, remedy: "Expected a list of objects, a doc each: [{\"question\": …}, …].")
    }
    var docs: [Doc] = []
    for (index, value) in values.enumerated() {
      guard case .dictionary(let doc) = value else {
        throw UserError(
          "entry \(index + 1) of the list is no object", place: place,
          remedy: "Every doc is an object: {\"question\": …}.")
      }
      docs.append(doc)
    }
    return try DocColumns.aligned(docs, place: path)
  }

  private static func doc(in bytes: [UInt8], _ range: Range<Int>, path: String) throws(UserError) -> Doc {
    do {
      if case .dictionary(let doc) = try JSONParser.value(in: bytes, range) { return doc }
    } catch { throw located(error, bytes, path) }
    let place = TextPosition(of: range.lowerBound, in: bytes)
    throw UserError(
      "is no object", place: path, line: place.line,
      remedy: "JSON lines have one object a line, a doc each: {\"question\": …}.")
  }

  private static func member(_ field: String?, of value: PythonValue, path: String) throws(UserError) -> PythonValue {
    guard let field else { return value }
    guard case .dictionary(let fields) = value else {
      throw UserError(
        "is no object, though field \"\(field)\" of it is asked for", place: path,
        remedy: "Remove \"field\" from dataset_kwargs, or write {\"\(field)\": [ … ]}.")
    }
    guard let value = fields[field] else {
      throw UserError(
        "has no field \"\(field)\"", place: path, remedy: DidYouMean.sentence(field, in: Array(fields.keys)))
    }
    return value
  }

  private static func located(_ fault: JSONParser.Fault, _ bytes: [UInt8], _ path: String) -> UserError {
    let place = TextPosition(of: fault.offset, in: bytes)
    return UserError(fault.problem, place: path, line: place.line, column: place.column, remedy: fault.remedy)
  }
}

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
  /// - Throws: `UserError` naming file, line and column.
  public init?(_ line: some Sequence<UInt8>, number: Int, path: String) throws(UserError) {
    let bytes = Array(line)
    do {
      guard case .dictionary(let fields) = try JSONParser.value(in: bytes) else { return nil }
      self.fields = fields
    } catch {
      throw UserError(
        error.problem, place: "\(path):\(number)", column: TextPosition(of: error.offset, in: bytes).column,
        remedy: error.remedy)
    }
  }

  /// The keys, in their order.
  public var keys: [String] { Array(fields.keys) }

  /// The value of a key; nil where it is not there.
  public subscript(key: String) -> PythonValue? { fields[key] }
}
