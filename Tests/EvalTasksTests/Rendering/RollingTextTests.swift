import EvalTasks
import Testing

@Suite struct RollingTextTests {
  @Test(
    "Words are what Python's re.split finds between whitespace, bytes are UTF-8",
    arguments: [
      ("", 1, 0), ("a", 1, 1), (" a ", 3, 3), ("a b", 2, 3), ("a \t\n b", 2, 6), (" a  b\u{a0}c\n 1x ", 6, 13),
      ("日本\u{3000}語", 2, 12), ("a\r\nb", 2, 4), ("\u{1c}", 2, 1), ("a\u{200b}b", 1, 5),
    ])
  func counts(text: String, words: Int, bytes: Int) {
    #expect(RollingText(text).words == words)
    #expect(RollingText(text).bytes == bytes)
  }
}
