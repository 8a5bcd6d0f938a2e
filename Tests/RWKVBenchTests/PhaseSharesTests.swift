import RWKVKernels
import Testing

@testable import rwkv_bench

@Suite struct PhaseSharesTests {
  @Test func `Shares add up to one, and elementwise work is rows without products`() {
    let clock = PhaseClock()
    clock.measure(.rows) { clock.measure(.gemm) { spin(0.02) } }
    clock.measure(.rows) { spin(0.01) }
    clock.measure(.forest) { spin(0.005) }
    let shares = PhaseShares(clock, wall: 0.1, threads: 2)
    #expect(abs(shares.all.reduce(0) { $0 + $1.share } - 1) < 1e-9)
    #expect(shares.gemm >= 0.1 && shares.elementwise >= 0.05 && shares.forest >= 0.05)
    #expect(shares.gemm == clock.seconds(.gemm) / 0.2)
    #expect(shares.elementwise == (clock.seconds(.rows) - clock.seconds(.gemm)) / 0.2)
    #expect(shares.tokenising == 0)
  }

  @Test(arguments: [([], 0), ([3, 1, 2], 2), ([4, 1, 2, 3], 2.5)] as [([Double], Double)])
  func `The median is the middle or the mean of the two middle values`(values: [Double], median: Double) {
    #expect(values.median == median)
  }

  @Test func `Nothing is measured without a clock`() {
    let clock: PhaseClock? = nil
    #expect(clock.measure(.gemm) { 7 } == 7)
  }

  private func spin(_ seconds: Double) {
    let start = ContinuousClock.now
    while (ContinuousClock.now - start).inSeconds < seconds {}
  }
}
