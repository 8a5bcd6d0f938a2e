import Testing

@testable import EvalPlot

@Suite struct TextWidthTests {
  @Test func `text that fits stays, other text is cut`() {
    #expect(TextWidth.fitted("stem", 100) == "stem")
    let name = "high_school_government_and_politics"
    let fitted = TextWidth.fitted(name, 120)
    #expect(fitted.hasSuffix("…") && name.hasPrefix(fitted.dropLast()))
    #expect(TextWidth.of(fitted) <= 123)
    #expect(TextWidth.fitted("stem", 0) == "…")
    #expect(TextWidth.fitted("", 0) == "")
  }

  @Test func `lines break at spaces`() {
    #expect(TextWidth.lines("social sciences", 70, limit: 2) == ["social", "sciences"])
    #expect(TextWidth.lines("social sciences", 200, limit: 2) == ["social sciences"])
    #expect(TextWidth.lines("a b c d e f", 10, limit: 2).count == 2)
    #expect(TextWidth.lines(" \n ", 10, limit: 2).isEmpty)
  }
}
