internal import Foundation

/// A regular expression in Python's notation, worked by Foundation's `NSRegularExpression` (ICU).
///
/// `(?P<name>…)`, `(?P=name)` and `\Z` are translated, `[` and `&` inside a set are taken as themselves, and only `\n` ends
/// a line. What stays different from Python's `re`: `\s` does not match U+000B, U+001C to U+001F and U+0085, `\w` matches combining
/// marks too, case is ignored by Unicode's full folding, and `{,n}` is an error.
struct PythonRegex {
  private let expression: NSRegularExpression

  /// Reads a pattern.
  ///
  /// - Throws: `PythonError` when ICU refuses it.
  init(_ pattern: String) throws(PythonError) {
    do {
      expression = try NSRegularExpression(pattern: Self.translated(pattern), options: .useUnixLineSeparators)
    } catch {
      throw PythonError(
        "\(PythonRepr.quoted(pattern)) is not a regular expression that can be used here",
        remedy: "Check its brackets; a backslash in a template's text is written twice.")
    }
  }

  /// `re.sub(pattern, replacement, text, count)`; a count of 0 means all.
  ///
  /// - Throws: `PythonError` for a broken replacement.
  func replace(_ text: String, with replacement: String, count: Int) throws(PythonError) -> String {
    let whole = text as NSString
    var matches = expression.matches(in: text, range: NSRange(location: 0, length: whole.length))
    if count > 0 { matches = Array(matches.prefix(count)) }
    let parts = try RegexReplacement(replacement)
    var result = ""
    var position = 0
    for match in matches {
      result += whole.substring(with: NSRange(location: position, length: match.range.location - position))
      result += try parts.text { group throws(PythonError) in
        let range =
          switch group {
          case .number(let number) where number < match.numberOfRanges: match.range(at: number)
          case .name(let name) where expression.pattern.contains("(?<\(name)>"): match.range(withName: name)
          default:
            throw PythonError(
              "the replacement names a group that is not there", remedy: "Count the groups of the pattern.")
          }
        return range.location == NSNotFound ? "" : whole.substring(with: range)
      }
      position = match.range.location + match.range.length
    }
    return result + whole.substring(from: position)
  }

  private static func translated(_ pattern: String) -> String {
    var reader = ScalarReader(pattern)
    var result = ""
    var isInSet = false
    while let scalar = reader.next() {
      if scalar == "\\" {
        let escaped = reader.next().map(String.init) ?? ""
        result += escaped == "Z" ? "\\z" : "\\" + escaped
      } else if isInSet {
        result += "[&".unicodeScalars.contains(scalar) ? "\\\(scalar)" : String(scalar)
        if scalar == "]" { isInSet = false }
      } else if scalar == "[" {
        isInSet = true
        result += "[" + (reader.skip("^") ? "^" : "") + (reader.skip("]") ? "\\]" : "")
      } else if scalar == "(", reader.skip("?P<") {
        result += "(?<"
      } else if scalar == "(", reader.skip("?P=") {
        result += "\\k<" + reader.take { $0 != ")" } + ">"
        _ = reader.next()
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
