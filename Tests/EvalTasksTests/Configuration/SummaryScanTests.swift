import Testing

@testable import EvalTasks

@Suite struct SummaryScanTests {
  private static let clearTexts = [
    "task: a\n", "task: a", "task: a\r\ntag: b\r\n", "\"task\": \"a\"\n'tag': 'b'\n",
    "task: a\ntag: [b]\n".replacing("[b]", with: "b"),
    "tag:\n  - b\n  - \"c\"\ntask: a\n", "tag:\n- b\n- c\n# note\n\ntask: a\n",
    "group: g\ntask:\n  - a\n  - task: b\n    x: y\n",
    "group: g\ntask:\n- a\n- group: h\n  task:\n    - b\ntag: t\n", "class: !function m.T\ntask: a\n",
    "include: _x_yaml\ntask: a\ndescription: \"q \\\" r: s\"\n", "include:\n  - _x_yaml\n  - ../b/_y_yaml\n",
    "task: a\ndoc_to_text: |\n  task: b\n  text\ndoc_to_choice:\n  - x\n", "doc_to_text: 'it''s'\ntask: a\n",
    "metric_list:\n- metric: acc\n  aggregation: mean\ntask: a\n", "metadata: {version: 1.0}\ntask: a\n", "",
    "dataset_path: org/name # a note\ntask: a\n",
  ]
  private static let unsureTexts = [
    "task: a # note\n", "task: 12\n", "task: null\n", "tag: [a, b]\n", "doc_to_text: \"a\nb\"\n",
    "doc_to_choice: [a,\n  b]\n",
    "---\ntask: a\n", "{task: a}\n", "? task\n: a\n", "task: \"a\\x62\"\n", "unknown: a\n", "task : a b\n",
    "task: &x a\n",
    "\u{feff}task: a\n", "task:\ta\n", "task: a b\n", "doc_to_text: 'a\n\ntask: b'\n", "*x : a\n", "tag:\n",
  ]

  @Test("A look at the lines finds what a parser finds", arguments: clearTexts)
  func clear(text: String) throws {
    let summary = SummaryScan.summary(of: Array(text.utf8))
    let parsed = text.isEmpty ? FileSummary() : FileSummary(try YAMLDocument.mapping(text, path: "x"))
    #expect(summary == parsed)
  }

  @Test("It gives up, or finds the same, where a line is more than it seems", arguments: unsureTexts)
  func unsure(text: String) {
    guard let summary = SummaryScan.summary(of: Array(text.utf8)) else { return }
    #expect((try? YAMLDocument.mapping(text, path: "x")).map(FileSummary.init) == summary)
  }

  @Test("It gives up at most lines of that kind")
  func givesUp() {
    #expect(Self.unsureTexts.filter { SummaryScan.summary(of: Array($0.utf8)) != nil }.count < 3)
  }
}
