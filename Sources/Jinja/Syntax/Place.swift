/// A place in a template's text: line and column from 1, columns in code points.
struct Place: Sendable, Hashable {
  var line: Int32 = 1
  var column: Int32 = 1

  /// Moves behind a code point.
  mutating func pass(_ scalar: Unicode.Scalar) {
    if scalar == "\n" {
      line += 1
      column = 1
    } else {
      column += 1
    }
  }
}
