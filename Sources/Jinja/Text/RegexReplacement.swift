internal import PythonValues

/// The replacement of `re.sub`: text with `\1`, `\g<1>` and `\g<name>`.
struct RegexReplacement {
  /// A group of the pattern.
  enum Group {
    case number(Int)
    case name(String)
  }

  private enum Part {
    case text(String)
    case group(Group)
  }

  private var parts: [Part] = []

  /// The groups that it names.
  var groups: [Group] {
    parts.compactMap { part in
      if case .group(let group) = part { group } else { nil }
    }
  }

  /// Reads a replacement.
  ///
  /// - Throws: `PythonError` for an escape that Python refuses.
  init(_ replacement: String) throws(PythonError) {
    var reader = ScalarReader(replacement)
    while reader.peek != nil {
      parts.append(.text(reader.take { $0 != "\\" }))
      if reader.skip("\\") { parts.append(try Self.escape(&reader)) }
    }
  }

  /// The replacement with its groups filled in.
  func text(_ fill: (Group) throws(PythonError) -> String) throws(PythonError) -> String {
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .group(let group): result += try fill(group)
      }
    }
    return result
  }

  private static func escape(_ reader: inout ScalarReader) throws(PythonError) -> Part {
    if reader.skip("g<") {
      let name = reader.take { $0 != ">" }
      guard reader.skip(">"), !name.isEmpty else { throw broken }
      guard name.utf8.allSatisfy(isDigit) else { return .group(.name(name)) }
      guard let number = Int(name) else { throw broken }
      return .group(.number(number))
    }
    if let first = reader.peek, ("0"..."9").contains(first) { return try number(&reader) }
    let known: [Unicode.Scalar: String] = [
      "\\": "\\", "n": "\n", "t": "\t", "r": "\r", "a": "\u{7}", "b": "\u{8}", "f": "\u{c}", "v": "\u{b}",
    ]
    guard let scalar = reader.next() else { throw broken }
    if let meaning = known[scalar] { return .text(meaning) }
    // Python keeps the backslash before what is neither a letter nor a digit.
    guard !scalar.isASCII || !PythonText.CharacterClass.isalnum.contains(scalar) else { throw broken }
    return .text("\\\(scalar)")
  }

  /// `\\1` to `\\99`; three octal digits, or two behind a zero, are the code of a character.
  private static func number(_ reader: inout ScalarReader) throws(PythonError) -> Part {
    let start = reader.position
    let octal = reader.take(upTo: 3) { ("0"..."7").contains($0) }
    if octal.hasPrefix("0") || octal.utf8.count == 3 {
      guard let code = UInt8(octal, radix: 8) else { throw broken }
      return .text(String(Unicode.Scalar(code)))
    }
    reader.position = start
    return .group(.number(Int(reader.take(upTo: 2) { ("0"..."9").contains($0) }) ?? 0))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static let broken = PythonError(
    "an escape of the replacement is broken", remedy: "Use \\1 or \\g<name> for a group and \\\\ for a backslash.")
}
