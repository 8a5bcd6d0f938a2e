internal import Foundation
internal import PythonValues

/// A regular expression in Python's notation, worked by Foundation's `NSRegularExpression` (ICU).
///
/// `(?P<name>…)`, `(?P=name)` and `\Z` are translated, `[` and `&` inside a set are taken as themselves, and only `\n` ends
/// a line. What stays different from Python's `re`: `\s` does not match U+000B, U+001C to U+001F and U+0085, `\w` matches combining
/// marks too, case is ignored by Unicode's full folding, and `{,n}` is an error.
struct PythonRegex {
  private let expression: NSRegularExpression

  /// The longest pattern in code points; ICU needs a second for the reading of half a million.
  private static let longest = 20_000

  /// Reads a pattern.
  ///
  /// - Throws: `PythonError` when ICU refuses it.
  init(_ pattern: String, _ budget: Budget) throws(PythonError) {
    guard pattern.unicodeScalars.count <= Self.longest else {
      throw PythonError("a regular expression of more than \(Self.longest) characters", remedy: "Use a shorter one.")
    }
    try budget.spend(500 + pattern.utf8.count * 10)
    do {
      expression = try NSRegularExpression(pattern: Self.translated(pattern), options: .useUnixLineSeparators)
    } catch {
      throw PythonError(
        "\(PythonRepr.short(PythonRepr.quoted(pattern))) is not a regular expression that can be used here",
        remedy: "Check its brackets; a backslash in a template's text is written twice.")
    }
  }

  /// `re.sub(pattern, replacement, text, count)`; a count of 0 means all.
  ///
  /// - Throws: `PythonError` for a broken replacement, and for a text on which the expression takes too long or needs
  ///   more memory than ICU gives it.
  func replace(
    _ text: String, with replacement: String, count: Int, _ budget: Budget
  ) throws(PythonError) -> String {
    let parts = try RegexReplacement(replacement)
    guard parts.groups.allSatisfy(has) else {
      throw PythonError("the replacement names a group that is not there", remedy: "Count the groups of the pattern.")
    }
    let whole = text as NSString
    var result = ""
    var position = 0
    var replaced = 0
    try forEachMatch(in: text, length: whole.length, budget) { match throws(PythonError) in
      result += whole.substring(with: NSRange(location: position, length: match.range.location - position))
      result += try parts.text { group throws(PythonError) in
        let range = range(of: group, in: match)
        return range.location == NSNotFound ? "" : whole.substring(with: range)
      }
      position = match.range.location + match.range.length
      replaced += 1
      try budget.allow(result.utf8.count)
      return replaced != count
    }
    return result + whole.substring(from: position)
  }

  private func has(_ group: RegexReplacement.Group) -> Bool {
    switch group {
    case .number(let number): number <= expression.numberOfCaptureGroups
    case .name(let name): PythonText.contains(expression.pattern, "(?<\(name)>")
    }
  }

  private func range(of group: RegexReplacement.Group, in match: NSTextCheckingResult) -> NSRange {
    switch group {
    case .number(let number): match.range(at: number)
    case .name(let name): match.range(withName: name)
    }
  }

  /// Goes through the matches from left to right, as long as the closure wants more.
  ///
  /// ICU reports its progress some thousand times a second, which is where it can be stopped. When its stack overflows it
  /// has no match, and says so at the end.
  private func forEachMatch(
    in text: String, length: Int, _ budget: Budget,
    _ use: (NSTextCheckingResult) throws(PythonError) -> Bool
  ) throws(PythonError) {
    var clock = RegexClock()
    var failure: PythonError?
    var hasOverflowed = false
    withoutActuallyEscaping(use) { use in
      unsafe expression.enumerateMatches(
        in: text, options: [.reportProgress, .reportCompletion], range: NSRange(location: 0, length: length)
      ) { match, flags, stop in
        do throws(PythonError) {
          try budget.spend(clock.work())
          if let match, try !use(match) { unsafe stop.pointee = true }
          hasOverflowed = hasOverflowed || flags.contains(.internalError)
        } catch {
          failure = error
          unsafe stop.pointee = true
        }
      }
    }
    if let failure { throw failure }
    guard !hasOverflowed else {
      throw PythonError(
        "the regular expression needs more memory on a text of \(length) characters than it may take",
        remedy: "Use a simpler one, without groups in (…)* or (…)+, or cut the text first.")
    }
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

/// Tells what a regular expression has cost, whose work only time can tell.
struct RegexClock {
  /// Units of a budget's work for a second of processor time.
  private static let workPerSecond = 40_000_000.0

  private var reports = 0
  private var last = RegexClock.seconds()

  /// The units of work since the last report; the clock is looked at with every eighth.
  mutating func work() -> Int {
    reports += 1
    guard reports.isMultiple(of: 8) else { return 1 }
    let now = Self.seconds()
    defer { last = now }
    return 1 + Int((now - last) * Self.workPerSecond)
  }

  /// Processor time of this thread, which does not run while others do.
  private static func seconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

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
