import Testing

@testable import DepthStudy

import EvalCore

@Suite struct NoiseGainTests {
  /// Ends of h ← factor·h, undisturbed and with every channel of the start larger by `size` of itself in one row and smaller
  /// in the other.
  private static func gain(_ factor: Float, loops: Int) -> NoiseGain? {
    let size: Float = 0.001
    let starts: [[Float]] = [[1, -2, 2], [4, 0, 3]]
    let disturbed: [[Float]] = [[1, -2 - 3 * size, 2], [4, 5 * size, 3]]
    func ends(_ states: [[Float]]) -> [[Float]] {
      zip(states, starts).map { state, start in
        (0..<loops).reduce(state) { state, _ in zip(state, start).map { factor * ($0 - $1) + $1 } }
      }
    }
    return NoiseGain(ends: ends(starts), disturbed: ends(disturbed), size: Double(size), loops: loops)
  }

  @Test(
    "A fixed point that draws states by a factor shrinks a disturbance by its power", arguments: [0.5, 0.9, 1, 1.5])
  func known(factor: Float) throws {
    let gain = try #require(Self.gain(factor, loops: 6))
    // fp32: the disturbance is a thousandth of numbers with seven digits.
    #expect(abs(gain.perLoop - Double(factor)) < 2e-3)
    #expect(gain.loops == 6)
  }

  @Test("A disturbance that is lost altogether has a gain of zero; numbers that broke have none")
  func ends() throws {
    let end: [[Float]] = [[1, 2]]
    let lost = try #require(NoiseGain(ends: end, disturbed: end, size: 0.001, loops: 3))
    #expect(lost.total == 0 && lost.perLoop == 0)
    #expect(NoiseGain(ends: end, disturbed: [[.infinity, 0]], size: 0.001, loops: 3) == nil)
    #expect(NoiseGain(ends: [[0, 0]], disturbed: [[1, 0]], size: 0.001, loops: 3) == nil)
  }
}
