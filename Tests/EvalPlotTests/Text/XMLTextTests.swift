import Testing

@testable import EvalPlot

@Suite struct XMLTextTests {
  @Test(arguments: [
    ("a & b", "a &amp; b"), ("<b>", "&lt;b&gt;"), ("\"", "&quot;"), ("]]>", "]]&gt;"),
    ("a\tb\r\nc", "a&#9;b&#13;&#10;c"),
    ("\u{0}\u{1F}\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"), ("\u{7F}\u{85}é日👍", "\u{7F}\u{85}é日👍"),
    ("\"\u{301}<\u{301}", "&quot;\u{301}&lt;\u{301}"),
  ])
  func `markup is escaped`(_ text: String, _ escaped: String) {
    #expect(XMLText.escaped(text, isAttribute: true) == escaped)
  }

  @Test(arguments: [
    ("depth-1_a", "depth-1_a"), ("", "plot-"), ("1", "plot-1"), ("a b\"<é", "a-b---"), ("-a", "plot--a"),
  ])
  func `ids have letters that all readers take`(_ text: String, _ id: String) {
    #expect(XMLText.identifier(text) == id)
  }
}
