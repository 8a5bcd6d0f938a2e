import EvalCore
import FileWriters
import RWKVModel
import RWKVScoring
import Testing

@Suite struct NumericalFaultTests {
  private func scorer(token: Int, bits: UInt16, folder: TemporaryFolder) throws -> RWKVLanguageModel {
    try DemoModel.scorer(
      loops: [8, 16], checkpoint: folder.write(DemoModel.edited(token: token, bits: bits), to: "model.safetensors"))
  }

  @Test func `a broken embedding spoils the requests that read it, and no other`() throws {
    let requests = [
      DemoModel.request([266, 276, 100, 270], [62]), DemoModel.request([266, 276, 270], [62]),
      DemoModel.request([266, 276], [100]), DemoModel.request([266, 276], [100, 62]),
      DemoModel.request([266, 276], [270, 100]), DemoModel.request([100], [62]),
    ]
    let folder = try TemporaryFolder()
    let healthy = try DemoModel.scorer(loops: [8, 16]).score(requests).answers
    let broken = try scorer(token: 100, bits: 0x7fc0, folder: folder).score(requests).answers
    let positions: [Int?] = [3, nil, nil, 3, nil, 1]
    for (index, position) in positions.enumerated() {
      for readout in 0..<2 {
        let answer = broken[index][readout]
        guard let position else {
          // A token that is only scored is not read.
          #expect(answer == healthy[index][readout], "request \(index)")
          continue
        }
        #expect(answer.fault?.kind == .nonFinite)
        #expect(answer.fault?.application == 0)
        #expect(answer.fault?.layer == 0)
        #expect(answer.fault?.position == position, "request \(index)")
        #expect(answer.logprob.isNaN)
        #expect(!answer.isGreedy)
      }
    }
  }

  @Test func `an embedding whose variance overflows is told from one that is not a number`() throws {
    let requests = [DemoModel.request([100], [62]), DemoModel.request([101], [62])]
    let folder = try TemporaryFolder()
    // 0x7f00 is 1.7e38 as bf16: finite, its square is not.
    let answers = try scorer(token: 100, bits: 0x7f00, folder: folder).score(requests).answers
    #expect(answers[0][0].fault?.kind == .varianceOverflow)
    #expect(answers[0][0].fault?.position == 1)
    #expect(answers[0][0].logprob.isFinite, "the failure is silent")
    #expect(answers[1][0].fault == nil)
  }
}
