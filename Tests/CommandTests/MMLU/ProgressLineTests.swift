import EvalCore
import Testing

@testable import rwkv_eval

@Suite struct ProgressLineTests {
  private func progress(_ done: Int, of total: Int) -> ScoringProgress {
    var progress = ScoringProgress(workTotal: total, tokensTotal: total * 200)
    progress.workDone = done
    return progress
  }

  @Test("The line tells the share of the work, the docs, and the time left at the pace so far")
  func whole() {
    let line = ProgressLine("docs", total: 200)
    line.count(50)
    line.count(30)
    #expect(
      line.text(progress(25, of: 100), elapsed: 30)
        == " 25.0 %  80/200 docs  5000/20k tokens  30 s gone, about 90 s left")
  }

  @Test("The pace of a resumed run is that of its own work, and its docs are those of the whole")
  func resumed() {
    let line = ProgressLine("docs", total: 200, done: 100)
    line.count(20)
    #expect(
      line.text(progress(10, of: 40), elapsed: 5)
        == " 25.0 %  120/200 docs  2000/8000 tokens  5 s gone, about 15 s left")
    #expect(
      line.text(progress(40, of: 40), elapsed: 30)
        == "100.0 %  120/200 docs  8000/8000 tokens  30 s gone, about 0 s left")
  }

  @Test("There is no estimate before anything is done, and no line where nothing is to be done")
  func nothing() {
    #expect(
      ProgressLine("requests", total: 4).text(progress(0, of: 9), elapsed: 1)
        == "  0.0 %  0/4 requests  0/1800 tokens  1 s gone, about ? left")
    #expect(ProgressLine("docs", total: 4).text(progress(0, of: 0), elapsed: 1) == nil)
    #expect(ProgressLine("docs", total: 0).text(progress(1, of: 9), elapsed: 1) == nil)
  }
}
