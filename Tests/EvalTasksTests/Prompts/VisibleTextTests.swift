import EvalTasks
import Testing

@Suite struct VisibleTextTests {
  @Test("Control characters are written as escapes, everything else stays")
  func escapes() {
    #expect(
      VisibleText.escaped("a\tb\r\n\u{1b}[1mé\u{301}\u{7f}\u{85}") == "a\tb\\r\\n\\u{1b}[1mé\u{301}\\u{7f}\\u{85}")
  }
}
