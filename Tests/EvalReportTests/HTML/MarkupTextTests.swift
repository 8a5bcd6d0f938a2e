import Testing

@testable import EvalReport

@Suite struct MarkupTextTests {
  @Test(arguments: [
    ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"),
    // One character of Swift's, two of a browser's.
    ("\"\u{301}", "&quot;\u{301}"), ("<\u{338}script>", "&lt;\u{338}script&gt;"),
    ("a\u{0}b\u{1B}[2J\u{9B}", "a\u{FFFD}b\u{FFFD}[2J\u{FFFD}"), ("two\r\nlines\t", "two\r\nlines\t"), ("é", "é"),
  ])
  func `what a browser could take for markup is escaped`(text: String, escaped: String) {
    #expect(MarkupText().escapeText(text).unicodeScalars.elementsEqual(escaped.unicodeScalars))
  }

  @Test func `every template escapes so`() throws {
    #expect(HTMLTemplates.templates.count == 13)
    for (name, text) in HTMLTemplates.templates {
      #expect(text.hasPrefix("{{% CONTENT_TYPE:MARKUP}}\n"), "\(name)")
    }
  }

  @Test func `script and style do not end their own elements`() {
    #expect(!HTMLTemplates.script.lowercased().contains("</script"))
    #expect(!HTMLTemplates.script.contains("<!--"))
    #expect(!HTMLTemplates.style.lowercased().contains("</style"))
  }

  @Test(arguments: [("mmlu_anatomy", "mmlu_anatomy"), ("a/b c&é\"", "a%2Fb%20c%26%C3%A9%22")])
  func `names in links are percent-encoded`(name: String, encoded: String) {
    #expect(PageLink.encoded(name) == encoded)
  }
}
