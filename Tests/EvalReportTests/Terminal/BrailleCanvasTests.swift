import Testing

@testable import EvalReport

@Suite struct BrailleCanvasTests {
  private func lines(_ canvas: BrailleCanvas) -> [String] {
    (0..<(canvas.height / 4)).map { row in
      String((0..<(canvas.width / 2)).map { canvas.character(column: $0, row: row) ?? " " })
    }
  }

  @Test func `a flat, a steep and a slanted line`() {
    var canvas = BrailleCanvas(columns: 4, rows: 2)
    canvas.draw(from: (0, 7), to: (7, 7))
    #expect(lines(canvas) == ["    ", "⣀⣀⣀⣀"])
    canvas.draw(from: (7, 7), to: (7, 0))
    #expect(lines(canvas) == ["   ⢸", "⣀⣀⣀⣸"])
    canvas.draw(from: (0, 0), to: (7, 7))
    #expect(lines(canvas) == ["⠑⢄ ⢸", "⣀⣀⣑⣼"])
  }

  @Test func `a dot is a line without a length`() {
    var canvas = BrailleCanvas(columns: 1, rows: 1)
    canvas.draw(from: (1, 2), to: (1, 2))
    #expect(lines(canvas) == ["⠠"])
  }
}
