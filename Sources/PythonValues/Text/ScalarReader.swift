/// Reads code points one by one.
public struct ScalarReader: Sendable {
  /// All code points.
  public let scalars: [Unicode.Scalar]
  /// How many code points have been read.
  public var position = 0

  /// A reader at the beginning of a text.
  public init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// The next code point, not yet read; nil at the end.
  public var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  /// Reads a code point; nil at the end.
  public mutating func next() -> Unicode.Scalar? {
    guard let scalar = peek else { return nil }
    position += 1
    return scalar
  }

  /// Whether the rest begins with a text.
  public func sees(_ text: String) -> Bool { scalars[position...].starts(with: text.unicodeScalars) }

  /// Passes over a text if it comes next.
  public mutating func skip(_ text: String) -> Bool {
    guard sees(text) else { return false }
    position += text.unicodeScalars.count
    return true
  }

  /// Passes over the first of some texts that comes next, and gives it; nil when none does.
  public mutating func skip(anyOf texts: [String]) -> String? {
    for text in texts where skip(text) { return text }
    return nil
  }

  /// Reads code points as long as they fit.
  public mutating func take(upTo limit: Int = .max, while fits: (Unicode.Scalar) -> Bool) -> String {
    let start = position
    while position < scalars.count, position - start < limit, fits(scalars[position]) { position += 1 }
    return text(start..<position)
  }

  /// Goes on to the next place where one of some texts of two code points begins, or to the end.
  public mutating func seek(anyOf pairs: [String]) {
    let pairs = pairs.map { Array($0.unicodeScalars) }
    while position < scalars.count, !pairs.contains(where: { scalars[position...].starts(with: $0) }) { position += 1 }
  }

  /// The text between two positions.
  public func text(_ positions: Range<Int>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[positions])
    return String(text)
  }
}

/// Where a byte of a text stands, for messages.
public struct TextPosition: Sendable, Hashable {
  /// Line, from 1.
  public let line: Int
  /// Column in code points, from 1.
  public let column: Int

  /// The position of the byte behind as many others as `offset` says.
  ///
  /// - Precondition: `offset` is not beyond the end.
  public init(of offset: Int, in bytes: [UInt8]) {
    let before = bytes[..<offset]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    line = before.count { $0 == UInt8(ascii: "\n") } + 1
    column = String(decoding: before[lineStart...], as: UTF8.self).unicodeScalars.count + 1
  }
}
