public import Console

/// Reads comma separated values as RFC 4180 has them, byte by byte; tabs or another ASCII character may stand for commas.
///
/// Rows end with LF or CRLF; the last may end with the file. A quoted field may hold commas, line ends (kept as they
/// are) and doubled quotes. Fields are UTF-8 and are not trimmed; a byte order mark before the first is passed over. A blank line is a row with one empty field. What
/// Python's `csv` module accepts beyond that (a quote inside an unquoted field, text after a closing quote, an
/// unterminated quote) is an error here: in a data set it is a sign of damage, and the real MMLU has none of it.
public struct CSVReader {
  private let bytes: [UInt8]
  private let path: String
  private let separator: UInt8
  private var position = 0
  private var row = 1
  private var column = 1

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private init(_ bytes: [UInt8], path: String, separator: UInt8) {
    self.bytes = bytes
    self.path = path
    self.separator = separator
    position = ByteOrderMark.length(in: bytes)
  }

  /// All rows of a file.
  ///
  /// - Parameters:
  ///   - bytes: the file's content.
  ///   - path: the file's name, for error messages.
  ///   - separator: what stands between fields.
  /// - Throws: `UserError` when the content is empty, breaks the quoting rules, has a carriage return that is no part of a
  ///   CRLF outside quotes, or is not UTF-8.
  public static func rows(
    of bytes: [UInt8], path: String, separator: UInt8 = UInt8(ascii: ",")
  ) throws(UserError) -> [[String]] {
    var reader = CSVReader(bytes, path: path, separator: separator)
    try reader.checkStart()
    var rows: [[String]] = []
    while reader.position < bytes.count {
      rows.append(try reader.readRow())
      reader.row += 1
    }
    return rows
  }

  private func checkStart() throws(UserError) {
    guard position < bytes.count else {
      throw UserError("is empty (\(bytes.count) bytes)", path: path, remedy: "Fetch or write the file again.")
    }
  }

  private mutating func readRow() throws(UserError) -> [String] {
    var fields: [String] = []
    column = 1
    while true {
      fields.append(try readField())
      guard position < bytes.count, bytes[position] == separator else { break }
      position += 1
      column += 1
    }
    try readRowEnd()
    return fields
  }

  private mutating func readField() throws(UserError) -> String {
    guard position < bytes.count, bytes[position] == Self.quote else {
      let start = position
      while position < bytes.count, !endsUnquotedField(bytes[position]) { position += 1 }
      try checkUnquotedEnd()
      return try text(bytes[start..<position])
    }
    return try readQuotedField()
  }

  private func endsUnquotedField(_ byte: UInt8) -> Bool {
    byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn || byte == Self.quote
  }

  private func checkUnquotedEnd() throws(UserError) {
    guard position == bytes.count || bytes[position] != Self.quote else {
      throw error(
        "a quote inside an unquoted field",
        "Put the field in quotes and double the quotes inside it: \"a \"\"b\"\" c\".")
    }
  }

  private mutating func readQuotedField() throws(UserError) -> String {
    position += 1
    var content: [UInt8] = []
    while let end = bytes[position...].firstIndex(of: Self.quote) {
      content += bytes[position..<end]
      position = end + 1
      guard position < bytes.count, bytes[position] == Self.quote else {
        try checkQuotedEnd()
        return try text(content[...])
      }
      content.append(Self.quote)
      position += 1
    }
    throw error("a quote that is opened and never closed", "Close it; the file may be cut short: fetch it again.")
  }

  private func checkQuotedEnd() throws(UserError) {
    guard position == bytes.count || [separator, Self.lineFeed, Self.carriageReturn].contains(bytes[position]) else {
      throw error(
        "text after the closing quote of a field", "Double the quotes inside a quoted field: \"a \"\"b\"\" c\".")
    }
  }

  private mutating func readRowEnd() throws(UserError) {
    guard position < bytes.count else { return }
    if bytes[position] == Self.carriageReturn {
      position += 1
      guard position < bytes.count, bytes[position] == Self.lineFeed else {
        throw error(
          "a carriage return without a line feed", "End rows with LF or CRLF, and put fields with line ends in quotes.")
      }
    }
    position += 1
  }

  private func text(_ field: ArraySlice<UInt8>) throws(UserError) -> String {
    guard let text = String(validating: field, as: UTF8.self) else {
      throw error("is not valid UTF-8", "Convert the file to UTF-8 (for example: iconv -f WINDOWS-1252 -t UTF-8).")
    }
    return text
  }

  private func error(_ problem: String, _ remedy: String) -> UserError {
    UserError(problem, path: path, row: row, column: column, remedy: remedy)
  }
}
