import EvalCore
import Testing

@testable import rwkv_eval

@Suite struct ProgressLineTests {
  private func progress(_ done: Int, of total: Int) -> ScoringProgress {
    var progress = ScoringProgress(workTotal: total, tokensTotal: total * 200)
    progress.workDone = done
    return progress
  }

  private func line(_ noun: String, _ total: Int, done: Int = 0, form: ProgressForm = .printed) -> ProgressLine {
    ProgressLine(noun, total: total, done: done, form: form)
  }

  private func outcome(_ id: Int, isRight: Bool, golds: [Int] = [0]) -> Outcome {
    Outcome(
      task: "t", docID: id, docHash: "", promptHash: "", targetHash: "", outputType: .multipleChoice,
      choices: ["A", "B"], golds: golds, words: nil, bytes: nil,
      answers: [.init(loops: nil, logprobs: isRight ? [-1, -2] : [-2, -1], isGreedy: [true, false], fault: nil)])
  }

  @Test func `The line tells the share of the work, the docs, the speed, and the time left at the pace so far`() {
    let line = line("docs", 200)
    line.count(50)
    line.count(30)
    #expect(line.text(progress(25, of: 100), elapsed: 30) == " 25.0 %  80/200 docs  167 tokens/s  90 s left")
  }

  @Test func `The pace of a resumed run is that of its own work, and its docs and accuracy are those of the whole`() {
    let line = line("docs", 200, done: 100)
    line.judge((0..<100).map { outcome($0, isRight: $0 < 30) })
    line.count(20)
    line.judge((100..<120).map { outcome($0, isRight: true) })
    #expect(
      line.text(progress(10, of: 40), elapsed: 5)
        == " 25.0 %  120/200 docs  acc 41.7 % (33.2-50.6)  400 tokens/s  15 s left")
    #expect(
      line.text(progress(40, of: 40), elapsed: 30)
        == "100.0 %  120/200 docs  acc 41.7 % (33.2-50.6)  267 tokens/s  0 s left")
  }

  @Test func `Docs without a right answer have no part in the accuracy`() {
    let line = line("docs", 9)
    line.judge([outcome(0, isRight: true, golds: [])])
    #expect(line.text(progress(1, of: 2), elapsed: 1) == " 50.0 %  0/9 docs  200 tokens/s  1 s left")
  }

  @Test func `There is no estimate before anything is done, and no line where nothing is to be done`() {
    #expect(
      line("requests", 4).text(progress(0, of: 9), elapsed: 1) == "  0.0 %  0/4 requests  0.0 tokens/s  ? left")
    #expect(line("docs", 4).text(progress(0, of: 0), elapsed: 1) == nil)
    #expect(line("docs", 0).text(progress(1, of: 9), elapsed: 1) == nil)
  }

  @Test(
    arguments: [
      (30, "90 s"), (200, "10 min"), (1200, "1 h 00"), (4000, "3 h 20"), (36_000, "1 d 6 h"), (1e12, "1157 d 9 h"),
    ] as [(Double, String)])
  func `Times are short`(_ elapsed: Double, _ left: String) {
    #expect(line("docs", 4).text(progress(1, of: 4), elapsed: elapsed)?.hasSuffix("  \(left) left") == true)
  }

  @Test func `The longest line fits a terminal of 80 columns`() throws {
    let line = line("docs", 14042, done: 14042)
    line.judge((0..<3000).map { outcome($0, isRight: $0 % 3 > 0) })
    var state = ScoringProgress(workTotal: 1 << 40, tokensTotal: 1 << 40)
    state.workDone = (1 << 40) - 1
    #expect(try #require(line.text(state, elapsed: 1e8)).count < 80)
  }

  @Test func `A bar stands before the line where there is room, and never makes it longer than the terminal`() {
    let text = " 25.0 %  80/200 docs"
    #expect(ProgressLine.withBar(text, share: 0.25, columns: 32) == "▕██      ▏ " + text)
    #expect(ProgressLine.withBar(text, share: 0.25, columns: 31) == text)
    #expect(ProgressLine.withBar(text, share: 0.25, columns: 10) == " 25.0 %  ")
    for columns in 1...200 {
      #expect(ProgressLine.withBar(text, share: 0.99, columns: columns).count < max(columns, 2))
    }
  }

  @Test(arguments: [(0, "▕        ▏"), (0.5, "▕████    ▏"), (0.55, "▕████▍   ▏"), (1, "▕████████▏"), (2, "▕████████▏")])
  func `A bar is drawn to an eighth of a character`(_ share: Double, _ text: String) {
    #expect(ProgressBar(share: share, columns: 10).text == text)
  }

  @Test func `A file gets a line every tenth and every half minute, a terminal ten a second, and who is quiet none`() {
    let line = line("docs", 100)
    #expect(!line.isDue(progress(5, of: 100), after: 29))
    #expect(line.isDue(progress(5, of: 100), after: 30))
    #expect(line.isDue(progress(10, of: 100), after: 1))
    #expect(!line.isDue(progress(10, of: 100), after: 0.9))
    #expect(self.line("docs", 100, form: .drawn(columns: 80)).isDue(progress(0, of: 100), after: 0.2))
    #expect(!self.line("docs", 100, form: .none).isDue(progress(99, of: 100), after: 1e9))
  }
}
