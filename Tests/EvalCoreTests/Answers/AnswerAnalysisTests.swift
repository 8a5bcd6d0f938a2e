import EvalCore
import Testing

@Suite struct AnswerAnalysisTests {
  static func doc(_ id: Int, _ logprobs: [Double], golds: [Int], choices: [String] = ["A", "B", "C", "D"]) -> Outcome {
    Outcome(
      task: "t", docID: id, docHash: "", promptHash: "", targetHash: "", choices: choices, golds: golds,
      answers: [.init(loops: 8, logprobs: logprobs, isGreedy: logprobs.map { _ in false }, fault: nil)])
  }

  @Test func `confusion counts predictions by row and right choices by column`() {
    let docs = [
      Self.doc(0, [-1, -2, -3, -4], golds: [0]), Self.doc(1, [-1, -2, -3, -4], golds: [2]),
      // Of several right choices the predicted one counts, or else the first.
      Self.doc(2, [-2, -1, -3, -4], golds: [0, 1]), Self.doc(3, [-2, -1, -3, -4], golds: [2, 3]),
      // No prediction.
      Self.doc(4, [-1, -1, -3, -4], golds: [0]), Self.doc(5, [.nan, -1, -3, -4], golds: [0]),
    ]
    let analysis = AnswerAnalysis(docs, readout: 0)
    #expect(analysis.confusion == [[1, 0, 1, 0], [0, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    #expect(analysis.labels == ["A", "B", "C", "D"])
    #expect(analysis.loops == 8)
  }

  @Test func `right answers by position leave out docs with several right choices`() {
    let docs = [
      Self.doc(0, [-1, -2, -3, -4], golds: [0]), Self.doc(1, [-2, -1, -3, -4], golds: [0]),
      Self.doc(2, [-1, -2, -3, -4], golds: [0, 3]), Self.doc(3, [-1, -2, -3, -4], golds: [3]),
    ]
    let positions = AnswerAnalysis(docs, readout: 0).positions
    #expect(positions.map(\.correct) == [1, 0, 0, 0])
    #expect(positions.map(\.total) == [2, 0, 0, 1])
    #expect(positions[1].share == nil)
  }

  @Test func `the calibration error is the mean distance of accuracy and probability`() throws {
    // Two choices, one nat apart: a probability of 0.731.
    let probability = 1 / (1 + 0.36787944117144233)
    let docs = (0..<4).map { Self.doc($0, [-1, -2], golds: [$0 < 3 ? 0 : 1], choices: ["A", "B"]) }
    let calibration = try #require(AnswerAnalysis(docs, readout: 0).calibration)
    #expect(calibration.bins.count == 1)
    #expect(calibration.bins[0].low == 0.7 && calibration.bins[0].high == 0.8)
    #expect(calibration.bins[0].counts == CountedShare(correct: 3, total: 4))
    // Sums of four and quotients: a few units in the last place.
    #expect(abs(calibration.meanConfidence - probability) < 1e-15)
    #expect(abs(calibration.expectedError - (0.75 - probability)) < 1e-15)
  }

  @Test func `a certain answer falls into the last bin`() throws {
    let calibration = try #require(
      AnswerAnalysis([Self.doc(0, [0, -900, -900, -900], golds: [0])], readout: 0).calibration)
    #expect(calibration.bins.map(\.high) == [1])
    #expect(calibration.expectedError == 0)
  }

  @Test func `margins are counted in round bins, the last of which holds what is above`() throws {
    let margins = (0..<100).map { Double($0) / 10 } + [1e300]
    let docs = margins.enumerated().map { Self.doc($0, [0, -$1], golds: [$0 % 2], choices: ["A", "B"]) }
    let histogram = try #require(AnswerAnalysis(docs, readout: 0).margins)
    #expect(histogram.width == 0.5)
    #expect(histogram.right.count <= MarginHistogram.mostBins)
    // The first margin is an exact tie, which is no prediction.
    #expect(histogram.right.reduce(0, +) + histogram.wrong.reduce(0, +) == 100)
    #expect(histogram.right[0] == 2 && histogram.wrong[0] == 2)
  }

  @Test func `choices of one text have no margin between them`() throws {
    let docs = [Self.doc(0, [-1, -1, -3], golds: [0], choices: ["yes", "yes", "no"])]
    let histogram = try #require(AnswerAnalysis(docs, readout: 0).margins)
    #expect(histogram.width * Double(histogram.right.count) > 2)
    #expect(histogram.right.last == 1)
  }

  @Test func `prompts of one length are in one bin`() {
    let lengths = Array(repeating: 10, count: 15) + Array(11..<26)
    let docs = lengths.indices.map { Self.doc($0, [-1, -2, -3, -4], golds: [$0 % 4]) }
    let bins = AnswerAnalysis(docs, readout: 0, promptLengths: lengths).lengths
    #expect(bins[0].shortest == 10 && bins[0].longest == 10)
    #expect(bins[0].counts.total == 15)
    #expect(bins.map(\.counts.total).reduce(0, +) == 30)
    #expect(bins.count <= LengthBin.mostBins)
  }

  @Test func `docs without choices are left out, and none at all is no analysis`() {
    let text = Outcome(
      task: "t", docID: 0, docHash: "", promptHash: "", targetHash: "", outputType: .loglikelihood, choices: [],
      golds: [], answers: [.init(loops: nil, logprobs: [-1], isGreedy: [true], fault: nil)])
    let analysis = AnswerAnalysis([text], readout: 0, promptLengths: [5])
    #expect(analysis.labels.isEmpty && analysis.lengths.isEmpty)
    #expect(analysis.calibration == nil && analysis.margins == nil)
  }
}
