import EvalCore
import Testing

@Suite struct DepthRunTests {
  @Test("Depths are ascending in loops, and answers follow them")
  func order() throws {
    let logprobs = [0, 1, 2].map { SampleOutcomes.logprobs($0) }
    let run = try SampleDepths.run([logprobs], loops: [400, 8, 16])
    #expect(run.loops == [8, 16, 400])
    #expect(run.depths.map(\.layerApplications) == [16, 32, 800])
    #expect(run.predictions == [[1, 2, 0]])
    #expect(run.isRight(0, at: 2) && !run.isRight(0, at: 0))
  }

  @Test("A tie and a broken answer predict nothing")
  func noPrediction() throws {
    let run = try SampleDepths.run([[[-1, -1, -2, -3], [.nan, -1, -2, -3]]], loops: [8, 16])
    #expect(run.predictions == [[nil, nil]])
  }

  @Test(
    "A run without several loop counts, or without docs, is refused with what to do",
    arguments: [
      ([8], "runs/a: was read out at 8 loops only, and two or more are compared. "),
      ([nil], "runs/a: has no loop counts, and two or more are compared. "),
    ] as [([Int?], String)])
  func oneDepth(loops: [Int?], message: String) {
    #expect {
      try SampleDepths.run([[SampleOutcomes.logprobs(0)]], loops: loops)
    } throws: {
      "\($0)" == message + "Run it again with several, for example --loops 8,16,400."
    }
    #expect(throws: DepthRunError.noDocs(run: "runs/a")) { try SampleDepths.run([], loops: [8, 16]) }
  }
}
