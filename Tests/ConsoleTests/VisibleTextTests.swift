import Console
import Testing

@Suite struct VisibleTextTests {
  @Test("Control characters are written as escapes, everything else stays")
  func escapes() {
    #expect(
      VisibleText.escaped("a\tb\r\n\u{1b}[1mé\u{301}\u{7f}\u{85}") == "a\tb\\r\\n\\u{1b}[1mé\u{301}\\u{7f}\\u{85}")
  }

  @Test(
    "Marks that turn the direction of text around are escapes; marks that letters need stay",
    arguments: [
      ("user\u{202e}gnp.exe", "user\\u{202e}gnp.exe"), ("\u{2066}a\u{2069}", "\\u{2066}a\\u{2069}"),
      ("a\u{2028}b", "a\\u{2028}b"), ("\u{200d}\u{200f}שלום", "\u{200d}\u{200f}שלום"),
    ])
  func direction(_ text: String, _ shown: String) { #expect(VisibleText.escaped(text) == shown) }

  @Test("In several lines, tabs and line feeds stay, and a carriage return does not")
  func lines() { #expect(VisibleText.lines("a\tb\nc\rd\u{9b}2J") == "a\tb\nc\\rd\\u{9b}2J") }

  @Test("Colours stay, and nothing else that begins as they do")
  func colours() {
    let ours = "\u{1B}[1;31mINVALID\u{1B}[0m: x\n"
    #expect(VisibleText.coloured(ours) == ours)
    #expect(VisibleText.coloured("a\u{1B}[2Jb\u{1B}]0;title\u{7}\u{1B}") == "a\\u{1b}[2Jb\\u{1b}]0;title\\u{7}\\u{1b}")
    #expect(VisibleText.coloured("a\u{7}") == "a\\u{7}")
  }
}
