import SharedFixtures
import Testing

@testable import EvalReport

@Suite struct MarkdownReportTests {
  @Test func `docs that an exit rule stopped`() throws {
    try GoldenFile(name: "exited.md").expect(MarkdownReport().render(SampleReports.exited))
  }

  @Test func `a healthy run`() throws {
    try GoldenFile(name: "healthy.md").expect(MarkdownReport().render(SampleReports.healthy))
  }

  @Test func `several loop counts`() throws {
    try GoldenFile(name: "looped.md").expect(MarkdownReport().render(SampleReports.looped))
  }

  @Test func `a run that broke and stopped`() throws {
    try GoldenFile(name: "broken.md").expect(MarkdownReport().render(SampleReports.broken))
  }

  @Test func `text is not taken for markup`() {
    #expect(Markdown.cell("a|b <i> `c` *d*\r\ne [f]") == #"a\|b \<i> \`c\` \*d\* e \[f]"#)
  }

  @Test func `a command is quoted where a shell needs it`() {
    #expect(
      ShellCommand(["rwkv-eval", "a b", "it's", "", "--loops=8,400"]).text
        == #"rwkv-eval 'a b' 'it'\''s' '' --loops=8,400"#)
  }
}
