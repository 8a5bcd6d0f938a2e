/// A pattern for whole names: `*` matches any run of characters, `?` any one, everything else itself.
public struct Glob: Sendable, Hashable, CustomStringConvertible {
  private let pattern: [Unicode.Scalar]

  /// A glob from its text.
  public init(_ pattern: String) { self.pattern = Array(pattern.unicodeScalars) }

  /// The pattern as written.
  public var description: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: pattern)
    return String(text)
  }

  /// Whether the pattern has a wildcard; without one it is a plain name.
  public var hasWildcard: Bool { pattern.contains { $0 == "*" || $0 == "?" } }

  /// Whether the pattern matches the whole name.
  public func matches(_ name: String) -> Bool {
    let name = Array(name.unicodeScalars)
    var position = 0
    var cursor = 0
    var retry: (cursor: Int, position: Int)?
    while position < name.count {
      if cursor < pattern.count, pattern[cursor] == "*" {
        retry = (cursor + 1, position)
        cursor += 1
      } else if cursor < pattern.count, pattern[cursor] == "?" || pattern[cursor] == name[position] {
        cursor += 1
        position += 1
      } else if let last = retry {
        retry = (last.cursor, last.position + 1)
        (cursor, position) = (last.cursor, last.position + 1)
      } else {
        return false
      }
    }
    return pattern[cursor...].allSatisfy { $0 == "*" }
  }
}
