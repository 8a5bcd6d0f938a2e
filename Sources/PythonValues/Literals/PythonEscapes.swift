/// Backslash escapes of Python's text literals.
public enum PythonEscapes {
  /// An escape that is broken or not supported; who asked for it knows the place.
  public struct Fault: Error {
    /// What is wrong, without a full stop.
    public let message: String
    /// What the user can do about it, a sentence.
    public let remedy: String
  }

  /// The text that a literal's body means; unknown escapes stand for themselves, backslash included.
  ///
  /// - Throws: `Fault` for a broken or unsupported escape.
  public static func decode(_ body: String) throws(Fault) -> String {
    guard body.utf8.contains(UInt8(ascii: "\\")) else { return body }
    var reader = ScalarReader(body)
    var result = String.UnicodeScalarView()
    while let scalar = reader.next() {
      if scalar == "\\" { try appendEscape(&reader, to: &result) } else { result.append(scalar) }
    }
    return String(result)
  }

  private static func appendEscape(
    _ reader: inout ScalarReader, to result: inout String.UnicodeScalarView
  ) throws(Fault) {
    guard let letter = reader.next() else { throw broken("a backslash at the end of a text") }
    if let meaning = simple[letter] { return result.append(meaning) }
    switch letter {
    case "\n": break
    case "x": result.append(try code(&reader, digits: 2))
    case "u": result.append(try code(&reader, digits: 4))
    case "U": result.append(try code(&reader, digits: 8))
    case "N":
      throw Fault(
        message: "the escape \\N{…} is not supported", remedy: "Write the character itself, or \\u and its code.")
    case "0"..."7":
      reader.position -= 1
      let octal = reader.take(upTo: 3) { ("0"..."7").contains($0) }
      result.append(try scalar(UInt32(octal, radix: 8)))
    default:
      result.append("\\")
      result.append(letter)
    }
  }

  private static let simple: [Unicode.Scalar: Unicode.Scalar] = [
    "\\": "\\", "'": "'", "\"": "\"", "a": "\u{7}", "b": "\u{8}", "f": "\u{c}", "n": "\n", "r": "\r", "t": "\t",
    "v": "\u{b}",
  ]

  private static func code(_ reader: inout ScalarReader, digits: Int) throws(Fault) -> Unicode.Scalar {
    let text = reader.take(upTo: digits) { $0.properties.isASCIIHexDigit }
    guard text.utf8.count == digits else { throw broken("an escape with fewer than \(digits) hexadecimal digits") }
    return try scalar(UInt32(text, radix: 16))
  }

  private static func scalar(_ code: UInt32?) throws(Fault) -> Unicode.Scalar {
    guard let scalar = code.flatMap(Unicode.Scalar.init) else {
      throw broken("an escape of half a surrogate pair or of no code point")
    }
    return scalar
  }

  private static func broken(_ what: String) -> Fault {
    Fault(message: what, remedy: "Write \\\\ for a backslash.")
  }
}
