import EvalCore
import Foundation
import SharedFixtures
import Testing

@testable import EvalReport

@Suite struct LaTeXReportTests {
  @Test func `the rows of a run`() throws {
    try GoldenFile(name: "healthy.tex").expect(ReportFormat.latex.render(SampleReports.healthy))
  }

  @Test func `several loop counts, and a verdict that is not VALID`() throws {
    try GoldenFile(name: "looped.tex").expect(ReportFormat.latex.render(SampleReports.looped))
  }

  @Test func `metrics, and both accuracies where there are two`() throws {
    try GoldenFile(name: "lmeval-readouts.tex").expect(ReportFormat.latex.render(LMEvalReadoutTests.shown()))
  }

  @Test func `text is not taken for a command`() {
    #expect(
      LaTeX.escaped(#"a_b & 50 % \x {y} #1 ~ ^"# + "\n± – χ²")
        == ##"a\_b \& 50 \% \textbackslash{}x \{y\} \#1 \textasciitilde{} \textasciicircum{} $\pm$ -- $\chi$$^2$"##)
  }

  @Test func `every line of the table has as many cells as it has columns`() {
    let lines = LaTeXReport().render(SampleReports.broken).split(separator: "\n").filter { $0.hasSuffix("\\\\") }
    #expect(lines.count == 6)
    for line in lines where !line.contains("multicolumn") { #expect(line.components(separatedBy: " & ").count == 5) }
  }
}
