internal import PythonValues

/// Finds the keys that an index needs by a look at the lines of a YAML file, without parsing it.
///
/// Only lines that begin in the first column can have keys of the file itself. Where such a line is anything but a known
/// key with a value of one line, or a list item below one, the scan gives up, and the file must be parsed.
struct SummaryScan {
  private let bytes: [UInt8]
  private var position = 0
  private var summary = FileSummary()

  /// The summary of a file; nil when only a parser can tell.
  static func summary(of bytes: [UInt8]) -> FileSummary? {
    var scan = SummaryScan(bytes: bytes)
    return scan.scan()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func scan() -> FileSummary? {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "#"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): skipLine()
      default:
        guard scanKey() else { return nil }
      }
    }
    return summary
  }

  /// Reads the line of a key, and the list below it where that matters.
  private mutating func scanKey() -> Bool {
    let line = nextLine()
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
      let name = Self.unquoted(Self.trimmed(line[..<colon])), let key = KnownKey.all[name]
    else { return false }
    let rest = line[(colon + 1)...]
    guard rest.first.map({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\r") }) ?? true else { return false }
    let value = Self.trimmed(rest)
    if let first = value.first, Self.openers.contains(first), !Self.isClosed(value) { return false }
    switch key {
    case .other: return value.isEmpty ? skipItems() : true
    case .pythonClass: summary.hasClass = true
    case .task: return store(value, in: \.task)
    case .group: return store(value, in: \.group)
    case .tag: return store(value, in: \.tag)
    case .include: return store(value, in: \.include)
    }
    return true
  }

  private mutating func store(_ value: ArraySlice<UInt8>, in path: WritableKeyPath<FileSummary, FileSummary.Value?>)
    -> Bool
  {
    if value.isEmpty {
      guard let items = items() else { return false }
      summary[keyPath: path] = items
      return true
    }
    guard let text = Self.unquoted(value), Self.isText(text, of: value) else { return false }
    summary[keyPath: path] = .text(text)
    return true
  }

  /// The list items of one line each below a key; nil when there is anything else.
  ///
  /// The items of `task`, which may be mappings, do not matter, and need not be understood.
  private mutating func items() -> FileSummary.Value? {
    var texts: [String] = []
    while position < bytes.count {
      let start = position
      let line = nextLine()
      let content = Self.trimmed(line)
      guard let first = content.first, first != UInt8(ascii: "#") else { continue }
      let isTopLevel = line.first != UInt8(ascii: " ")
      if isTopLevel, first != UInt8(ascii: "-") {
        position = start
        break
      }
      guard first == UInt8(ascii: "-"), content.count > 1, content[content.startIndex + 1] == UInt8(ascii: " ") else {
        return skipItems() ? .other : nil
      }
      let item = Self.trimmed(content.dropFirst(2))
      guard let text = Self.unquoted(item), Self.isText(text, of: item) else { return skipItems() ? .other : nil }
      texts.append(text)
    }
    return texts.isEmpty ? .other : .texts(texts)
  }

  /// Skips what belongs to a key, list items in the first column too.
  private mutating func skipItems() -> Bool {
    while position < bytes.count,
      bytes[position] == UInt8(ascii: "-") || bytes[position] == UInt8(ascii: " ")
        || bytes[position] == UInt8(ascii: "\n")
    { skipLine() }
    return true
  }

  private mutating func skipLine() {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
    position += 1
  }

  private mutating func nextLine() -> ArraySlice<UInt8> {
    let start = position
    skipLine()
    return bytes[start..<min(position - 1, bytes.count)]
  }
}

extension SummaryScan {
  private enum KnownKey {
    case task, group, tag, include, pythonClass, other

    static let all: [String: KnownKey] = {
      var all: [String: KnownKey] = [:]
      for key in GroupKey.allCases { all[key.rawValue] = .other }
      for key in TaskKey.allCases { all[key.rawValue] = .other }
      all[TaskKey.task.rawValue] = .task
      all[GroupKey.group.rawValue] = .group
      all[TaskKey.tag.rawValue] = .tag
      all[TaskKey.include.rawValue] = .include
      all[TaskKey.pythonClass.rawValue] = .pythonClass
      return all
    }()
  }

  private static let openers = Set("\"'[{".utf8)

  /// Whether a quoted text or flow collection that begins in a line ends in it too.
  private static func isClosed(_ value: ArraySlice<UInt8>) -> Bool {
    guard let first = value.first, let last = value.last, value.count > 1 else { return false }
    switch first {
    case UInt8(ascii: "["): return last == UInt8(ascii: "]")
    case UInt8(ascii: "{"): return last == UInt8(ascii: "}")
    default: return closingQuote(of: value) == value.endIndex - 1
    }
  }

  /// Where the quote that a text begins with is closed; nil where that is not in the same line.
  private static func closingQuote(of value: ArraySlice<UInt8>) -> Int? {
    let quote = value[value.startIndex]
    var index = value.startIndex + 1
    while index < value.endIndex {
      if value[index] == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
        index += 2
      } else if value[index] == quote {
        guard quote == UInt8(ascii: "'"), index + 1 < value.endIndex, value[index + 1] == quote else { return index }
        index += 2
      } else {
        index += 1
      }
    }
    return nil
  }

  /// A text without its quotes; nil when it has escapes, a comment, or anything else that needs a parser.
  private static func unquoted(_ value: ArraySlice<UInt8>) -> String? {
    guard let first = value.first else { return nil }
    let isQuoted = first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
    guard !isQuoted || isClosed(value) else { return nil }
    let content = isQuoted ? value.dropFirst().dropLast() : value
    guard content.allSatisfy(isPlain) else { return nil }
    return String(validating: content, as: UTF8.self)
  }

  /// Whether an unquoted text is one for YAML too, and not a number or `null`.
  private static func isText(_ text: String, of value: ArraySlice<UInt8>) -> Bool {
    if value.first == UInt8(ascii: "\"") || value.first == UInt8(ascii: "'") { return true }
    return YAMLScalar.value(of: text) == .string(text)
  }

  /// Bytes that mean nothing to YAML in an unquoted text.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "/"), UInt8(ascii: "+"), UInt8(ascii: "("), UInt8(ascii: ")"):
      true
    default: false
    }
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") }
    var line = line
    while let last = line.last, isSpace(last) { line.removeLast() }
    while let first = line.first, isSpace(first) { line.removeFirst() }
    return line
  }
}
