import EvalCore
import EvalReport
import SharedFixtures
import Testing

@Suite struct TerminalReportTests {
  @Test func `a healthy run`() throws {
    try GoldenFile(name: "healthy.txt").expect(TerminalReport().render(SampleReports.healthy))
  }

  @Test func `several loop counts`() throws {
    try GoldenFile(name: "looped.txt").expect(TerminalReport().render(SampleReports.looped))
  }

  @Test func `lm-eval's form of a run that does not say what its tasks measure has a row a loop count`() throws {
    try GoldenFile(name: "looped-lm-eval.txt").expect(ReportFormat.lmEval.render(SampleReports.looped))
  }

  @Test func `docs that an exit rule stopped`() throws {
    try GoldenFile(name: "exited.txt").expect(TerminalReport().render(SampleReports.exited))
  }

  @Test func `a run that broke and stopped is marked as incomplete`() throws {
    let text = TerminalReport().render(SampleReports.broken)
    #expect(text.contains("INCOMPLETE, INVALID"))
    try GoldenFile(name: "broken.txt").expect(text)
  }

  @Test func `colours are used only where asked`() {
    #expect(!TerminalReport(style: .plain).render(SampleReports.broken).contains("\u{1B}"))
    let colored = TerminalReport(style: .ansi).render(SampleReports.broken)
    #expect(colored.contains("\u{1B}[1;31mINCOMPLETE, INVALID"))
    #expect(TerminalReport(style: .ansi).render(SampleReports.healthy).contains("\u{1B}[1;32mVALID"))
    #expect(TerminalReport(style: .ansi).render(SampleReports.looped).contains("\u{1B}[1;33mSUSPECT"))
  }

  @Test func `long labels keep their distance, and ties say what lm-eval makes of them`() {
    let docs = (0..<3).map { id in
      Outcome(
        task: "nli", docID: id, docHash: "d\(id)", promptHash: "p\(id)", targetHash: "t",
        choices: ["entailment", "neither", ""], gold: id,
        answers: [SampleReports.answer(nil, id == 0 ? [-1, -1, -2] : [-2, -3 - Double(id), -4])])
    }
    let text = TerminalReport().render(SampleReports.report(docs, tree: TaskTree(name: "nli")))
    #expect(text.contains("  letter              entailment    neither         \"\"       none\n"))
    #expect(text.contains("  predicted                    2          0          0          1\n"))
    #expect(text.contains("always \"\" 33.333 %"))
    #expect(
      text.contains("  exact ties         wrong here; lm-eval's acc takes the first choice of each: 1/3 = 33.333 %\n"))
  }
}
