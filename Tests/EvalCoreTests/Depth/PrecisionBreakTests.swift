import EvalCore
import Testing

@Suite struct PrecisionBreakTests {
  static func docs(_ agreeing: [Int], of total: Int) -> [[Int?]] {
    (0..<total).map { doc in agreeing.map { doc < $0 ? 0 : 1 } }
  }

  @Test("Agreement is counted at each depth, and the first break is the first below 99 %")
  func agreement() throws {
    let reference = try SampleDepths.run(Self.docs([200, 200, 200, 200], of: 200))
    let other = try SampleDepths.run(Self.docs([200, 198, 197, 0], of: 200), name: "runs/b")
    let found = try PrecisionBreak(reference, other)
    #expect(found.depths.map(\.agreeing) == [200, 198, 197, 0] && found.depths.map(\.loops) == [8, 16, 24, 32])
    #expect(found.first?.loops == 24)
    #expect(try PrecisionBreak(reference, reference).first == nil)
  }

  @Test("Broken answers agree with nothing, not even with broken ones, and leave the largest difference alone")
  func broken() throws {
    let reference = try SampleDepths.run([[[-1, -2, -3, -4], [.nan, -2, -3, -4]]], loops: [8, 16])
    let other = try SampleDepths.run([[[-1.5, -2, -2.25, -4], [.nan, -2, -3, -4]]], loops: [8, 16])
    let depths = try PrecisionBreak(reference, other).depths
    #expect(depths.map(\.agreeing) == [1, 0] && depths.map(\.invalid) == [0, 1])
    #expect(depths.map(\.largestDifference) == [0.75, nil])
  }

  @Test("Only common loop counts are compared, and none is an error that names both runs")
  func loops() throws {
    let logprobs = SampleOutcomes.logprobs(0)
    let reference = try SampleDepths.run([[logprobs, logprobs, logprobs]], loops: [8, 16, 24])
    let other = try SampleDepths.run([[logprobs, logprobs]], loops: [16, 400], name: "runs/b")
    #expect(try PrecisionBreak(reference, other).depths.map(\.loops) == [16])
    let stranger = try SampleDepths.run([[logprobs, logprobs]], loops: [7, 9], name: "runs/c")
    #expect {
      try PrecisionBreak(reference, stranger)
    } throws: {
      "\($0)" == "runs/c: has no loop count in common with runs/a. Run it again with the same --loops."
    }
  }

  @Test("Runs on other docs are an error that names the doc")
  func otherDocs() throws {
    let reference = try SampleDepths.run([[0, 0], [0, 0]])
    let other = try SampleDepths.run([[0, 0]], name: "runs/b")
    #expect { try PrecisionBreak(reference, other) } throws: { "\($0)".hasPrefix("runs/b: mmlu_tides doc 1 is not in") }
    #expect { try PrecisionBreak(other, reference) } throws: { "\($0)".hasPrefix("runs/b: mmlu_tides doc 1 is not in") }
  }
}
