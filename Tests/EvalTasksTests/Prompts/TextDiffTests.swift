import EvalTasks
import Testing

@Suite struct TextDiffTests {
  private func marked(_ old: String, _ new: String) -> [String] {
    TextDiff(from: old, to: new).lines.map { line in
      switch line.change {
      case .kept: " " + line.text
      case .removed: "-" + line.text
      case .inserted: "+" + line.text
      }
    }
  }

  @Test(
    "Lines are kept, removed and inserted, the removed before the inserted",
    arguments: [
      ("a\nb\nc", "a\nb\nc", [" a", " b", " c"]), ("a\nb\nc", "a\nx\nc", [" a", "-b", "+x", " c"]),
      ("a\nb", "c\nd", ["-a", "-b", "+c", "+d"]), ("", "a", ["-", "+a"]), ("a", "a\n", [" a", "+"]),
      ("a\nb\na", "b\na\nb", ["-a", " b", " a", "+b"]), ("x\na", "a", ["-x", " a"]),
      ("a", "a\nx\ny", [" a", "+x", "+y"]),
    ])
  func lines(old: String, new: String, expected: [String]) { #expect(marked(old, new) == expected) }

  @Test(
    "Lines are compared by bytes: \\r and Unicode normalisation show",
    arguments: [("a\r\nb", "a\nb"), ("\u{e9}", "e\u{301}")])
  func bytes(old: String, new: String) {
    let diff = TextDiff(from: old, to: new)
    #expect(!diff.isEmpty)
    #expect(diff.lines.count { $0.change == .removed } == 1)
    #expect(TextDiff(from: old, to: old).isEmpty)
  }
}
