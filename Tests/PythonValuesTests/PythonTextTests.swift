@testable import PythonValues
import Testing

@Suite struct PythonTextTests {
  /// Every code point c with chr(c).isspace(), as Python 3 answers.
  private static let whitespace: Set<UInt32> = Set(
    [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680] + Array(0x2000...0x200a)
      + [0x2028, 0x2029, 0x202f, 0x205f, 0x3000])

  @Test("Whitespace is what Python's str.isspace says, over all of Unicode")
  func whitespaceSet() {
    let found = (0...0x10ffff as ClosedRange<UInt32>).filter { Unicode.Scalar($0).map(PythonText.isWhitespace) == true }
    #expect(Set(found) == Self.whitespace)
  }

  @Test(
    "strip takes whitespace from both ends, lstrip and rstrip from one",
    arguments: [
      (" a b ", "a b", "a b ", " a b"), ("\r\n\ta\u{3000}", "a", "a\u{3000}", "\r\n\ta"), ("", "", "", ""),
      (" \n", "", "", ""), ("\u{a0}\u{301}x", "\u{301}x", "\u{301}x", "\u{a0}\u{301}x"),
      ("a\u{200b}", "a\u{200b}", "a\u{200b}", "a\u{200b}"),
    ])
  func strips(text: String, both: String, leading: String, trailing: String) {
    #expect(Array(PythonText.strip(text).utf8) == Array(both.utf8))
    #expect(Array(PythonText.strip(text, .leading).utf8) == Array(leading.utf8))
    #expect(Array(PythonText.strip(text, .trailing).utf8) == Array(trailing.utf8))
  }

  @Test(
    "replace works left to right on code points",
    arguments: [
      ("a_b_c", "_", " ", "a b c"), ("aaa", "aa", "b", "ba"), ("abc", "", "-", "-a-b-c-"),
      ("\r\r\n\n", "\r\n", "\n", "\r\n\n"),
      ("abc", "x", "y", "abc"), ("", "x", "y", ""), ("é", "e", "a", "é"),
    ])
  func replaces(text: String, old: String, new: String, expected: String) {
    #expect(Array(PythonText.replace(text, old, with: new).utf8) == Array(expected.utf8))
  }

  @Test("Only \\r\\n becomes \\n; a lone \\r stays")
  func unixNewlines() {
    #expect(Array(PythonText.withUnixNewlines("a\r\nb\rc\n\r\n").utf8) == Array("a\nb\rc\n\n".utf8))
  }

  @Test(
    "JSON strings are escaped as json.dumps(…, ensure_ascii=False) does",
    arguments: [
      ("plain é \u{1f600}", "\"plain é \u{1f600}\""), ("\"\\/", "\"\\\"\\\\/\""),
      ("\r\n\t\u{8}\u{c}", "\"\\r\\n\\t\\b\\f\""), ("\u{0}\u{1f}\u{7f}\u{2028}", "\"\\u0000\\u001f\u{7f}\u{2028}\""),
    ])
  func json(text: String, expected: String) { #expect(Array(PythonJSON.quoted(text).utf8) == Array(expected.utf8)) }
}
