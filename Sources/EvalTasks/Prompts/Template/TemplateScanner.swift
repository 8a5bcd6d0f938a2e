/// Walks over a template's code points and knows the place of each.
struct TemplateScanner {
  private let scalars: [Unicode.Scalar]
  private(set) var position = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// Whether everything has been read.
  var isAtEnd: Bool { position == scalars.count }

  /// The place of the next code point.
  var place: TemplatePlace { place(of: position) }

  /// The next code point; nil at the end.
  var next: Unicode.Scalar? { isAtEnd ? nil : scalars[position] }

  /// The place of a position.
  func place(of position: Int) -> TemplatePlace {
    let before = scalars[..<position]
    let lineStart = before.lastIndex(of: "\n").map { $0 + 1 } ?? 0
    return TemplatePlace(line: before.count { $0 == "\n" } + 1, column: position - lineStart + 1)
  }

  /// Whether the rest begins with a text.
  func sees(_ text: String) -> Bool { scalars[position...].starts(with: text.unicodeScalars) }

  /// Passes over a text if it comes next.
  mutating func skip(_ text: String) -> Bool {
    guard sees(text) else { return false }
    position += text.unicodeScalars.count
    return true
  }

  /// Reads code points as long as they fit.
  mutating func read(while fits: (Unicode.Scalar) -> Bool) -> String {
    let start = position
    while position < scalars.count, fits(scalars[position]) { position += 1 }
    return text(from: start)
  }

  /// Reads one code point, whatever it is.
  mutating func advance() { position += 1 }

  /// The text from a position to the present one.
  func text(from start: Int) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<position])
    return String(text)
  }
}
