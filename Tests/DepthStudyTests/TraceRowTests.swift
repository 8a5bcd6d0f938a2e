import EvalCore
import Testing

@testable import DepthStudy

@Suite struct TraceRowTests {
  @Test("Quantities of a row are those of the definitions")
  func definitions() {
    let row = TraceRow(
      hidden: [3, 4, 0, 0], previous: [3, 0, 0, 0], normed: [1, 0, 0, 0], previousNormed: [0, 0, 0, 0],
      earlier: [2: [0, 4, 0, 0]])
    #expect(row.residual == 0.8 && row.normedResidual == 1 && row.cosine == 0.6)
    #expect(row.rms == 2.5 && row.frozenShare == 0.75 && row.lagged == [2: 0.6])
  }

  @Test("A hidden state of zeros has no relative quantities and no angle")
  func zeros() {
    let row = TraceRow(hidden: [0, 0], previous: [0, 1], normed: [0, 0], previousNormed: [0, 0])
    #expect(row.residual == nil && row.normedResidual == nil && row.cosine == nil && row.rms == 0)
  }

  @Test("Squares that overflow in fp32 do not overflow here")
  func large() {
    let row = TraceRow(hidden: [1e30, 0], previous: [0, 0], normed: [1, 0], previousNormed: [0, 0])
    #expect(row.residual == 1)
  }
}
