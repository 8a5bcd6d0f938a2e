import EvalReport
import SharedFixtures
import Testing

@Suite struct CSVReportTests {
  @Test func `a run with several loop counts`() throws {
    try GoldenFile(name: "looped.csv").expect(CSVReport().render(SampleReports.looped))
  }

  @Test func `every line has as many fields as the header and is marked as incomplete`() {
    let lines = CSVReport().render(SampleReports.broken).split(separator: "\n")
    #expect(lines.count == 5)
    for line in lines {
      #expect(line.split(separator: ",", omittingEmptySubsequences: false).count == 26)
    }
    #expect(lines.dropFirst().allSatisfy { $0.hasSuffix(",INVALID,false") })
  }

  @Test func `a name with a comma or a quote is quoted`() {
    let report = SampleReports.report(
      [SampleReports.outcome(0, "tides, \"low\"", gold: 0, [SampleReports.answer(nil, [-1, -2, -3, -4])])])
    #expect(CSVReport().render(report).contains("\n\"tides, \"\"low\"\"\",task,,1,1,1,1.0,,"))
  }
}
