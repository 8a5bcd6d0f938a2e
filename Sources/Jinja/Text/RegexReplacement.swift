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
      return .group(Int(name).map(Group.number) ?? .name(name))
    }
    if let first = reader.peek, ("1"..."9").contains(first) {
      return .group(.number(Int(reader.take(upTo: 2) { ("0"..."9").contains($0) }) ?? 0))
    }
    let known: [Unicode.Scalar: String] = [
      "\\": "\\", "n": "\n", "t": "\t", "r": "\r", "a": "\u{7}", "b": "\u{8}", "f": "\u{c}", "v": "\u{b}",
    ]
    guard let scalar = reader.next() else { throw broken }
    if let meaning = known[scalar] { return .text(meaning) }
    // Python keeps the backslash before what is neither a letter nor a digit.
    guard !scalar.isASCII || !PythonText.CharacterClass.isalnum.contains(scalar) else { throw broken }
    return .text("\\\(scalar)")
  }

  private static let broken = PythonError(
    "an escape of the replacement is broken", remedy: "Use \\1 or \\g<name> for a group and \\\\ for a backslash.")
}
