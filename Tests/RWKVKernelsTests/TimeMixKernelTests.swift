import RWKVKernels
import Testing

@Suite struct TimeMixKernelTests {
  @Test(arguments: SIMDLevel.available, [(2, 64), (3, 32), (1, 8), (3, 5), (2, 24)])
  func `gates equal their plain twin`(level: SIMDLevel, size: (heads: Int, headSize: Int)) {
    for hasResidual in [true, false] { checkGates(level, size, hasResidual: hasResidual) }
  }

  private func checkGates(_ level: SIMDLevel, _ size: (heads: Int, headSize: Int), hasResidual: Bool) {
    var generator = SeededGenerator(seed: 4)
    let columns = size.heads * size.headSize
    func matrix(_ rows: Int = 5, _ range: ClosedRange<Float> = -2...2) -> Matrix {
      .random(rows: rows, columns: columns, in: range, using: &generator)
    }
    let weights = TimeMixGateWeights(
      decayBias: matrix(1, -6...2), rateBias: matrix(1), valueBias: matrix(1), removalScale: matrix(1),
      replacementScale: matrix(1))
    let residual = hasResidual ? ValueResidualInput(gate: matrix(), firstValue: matrix(), firstValueRows: 0..<5) : nil
    let inputs = (0..<5).map { _ in matrix() }
    let results = [SIMDLevel.plain, level].map { level in
      let copies = inputs.map { $0.copy() }
      Kernels(level: level).timeMixGates(
        rows: 0..<5, headSize: size.headSize, weights: weights, residual: residual, decay: copies[0], rate: copies[1],
        key: copies[2], value: copies[3], removalKey: copies[4])
      return copies
    }
    // Measured: 3.6e-7.
    for (expected, got) in zip(results[0], results[1]) { #expect(largestDifference(expected, got) < 2e-6) }
    let removal = results[1][4].row(0)[0..<size.headSize].reduce(0) { $0 + $1 * $1 }
    #expect(abs(removal - 1) < 1e-5, "the removal key has length 1")
    #expect(results[1][0].values.allSatisfy { $0 > 0.5452 && $0 < 1 }, "the decay lies in (exp(-exp(-1/2)), 1)")
    #expect((largestDifference(inputs[3], results[1][3]) == 0) == !hasResidual)
  }

  @Test(arguments: SIMDLevel.available)
  func `a key of zeros gives a removal key of zeros`(level: SIMDLevel) {
    let zeros = { Matrix(rows: 1, columns: 16) }
    let (key, removal) = (zeros(), zeros())
    Kernels(level: level).timeMixGates(
      rows: 0..<1, headSize: 16,
      weights: TimeMixGateWeights(
        decayBias: zeros(), rateBias: zeros(), valueBias: nil, removalScale: zeros(), replacementScale: zeros()),
      residual: nil, decay: zeros(), rate: zeros(), key: key, value: zeros(), removalKey: removal)
    #expect(removal.values.allSatisfy { $0 == 0 })
  }

  @Test(arguments: SIMDLevel.available, [(2, 64), (3, 32), (1, 8), (3, 5), (2, 24)])
  func `output equals its plain twin, with any ε`(level: SIMDLevel, size: (heads: Int, headSize: Int)) {
    let rows = [officialHeadNormEpsilon, 0.5].map { checkOutput(level, size, epsilon: $0) }
    #expect(rows[0] != rows[1], "ε counts")
  }

  private func checkOutput(_ level: SIMDLevel, _ size: (heads: Int, headSize: Int), epsilon: Float) -> [Float] {
    var generator = SeededGenerator(seed: 5)
    let columns = size.heads * size.headSize
    func matrix(_ rows: Int) -> Matrix { .random(rows: rows, columns: columns, using: &generator) }
    let input = TimeMixOutputInput(
      weight: matrix(1), bias: matrix(1), bonus: matrix(1), receptance: matrix(4), key: matrix(4), value: matrix(4),
      gate: matrix(4), epsilon: epsilon)
    let y = matrix(4)
    let results = [SIMDLevel.plain, level].map { level in
      let copy = y.copy()
      Kernels(level: level).timeMixOutput(rows: 1..<4, headSize: size.headSize, input, y: copy)
      return copy
    }
    // Measured: 1.4e-6.
    #expect(largestDifference(results[0], results[1]) < 1e-5)
    #expect(results[1].row(0) == y.row(0), "rows outside the range stay")
    return results[1].row(1)
  }
}
