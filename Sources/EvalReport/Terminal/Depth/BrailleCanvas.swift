/// Dots in Unicode's braille characters, which have two across and four down.
struct BrailleCanvas {
  /// The bit of each dot of a character, `[row][column]`.
  private static let bits: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  /// Dots from left to right.
  let width: Int
  /// Dots from top to bottom.
  let height: Int
  private var cells: [[UInt32]]

  /// An empty canvas of so many characters.
  init(columns: Int, rows: Int) {
    width = 2 * columns
    height = 4 * rows
    cells = Array(repeating: Array(repeating: 0, count: columns), count: rows)
  }

  /// Draws a line between two dots, counted from the upper left corner, both on the canvas.
  mutating func draw(from start: (x: Int, y: Int), to end: (x: Int, y: Int)) {
    let steps = max(abs(end.x - start.x), abs(end.y - start.y), 1)
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      let x = Double(start.x) + share * Double(end.x - start.x)
      let y = Double(start.y) + share * Double(end.y - start.y)
      set(Int(x.rounded()), Int(y.rounded()))
    }
  }

  /// The character at a place; nil where it has no dot.
  func character(column: Int, row: Int) -> Character? {
    let bits = cells[row][column]
    return bits == 0 ? nil : Unicode.Scalar(0x2800 + bits).map(Character.init)
  }

  private mutating func set(_ x: Int, _ y: Int) {
    precondition((0..<width).contains(x) && (0..<height).contains(y), "dot \(x), \(y) on \(width) × \(height)")
    cells[y / 4][x / 2] |= Self.bits[y % 4][x % 2]
  }
}
