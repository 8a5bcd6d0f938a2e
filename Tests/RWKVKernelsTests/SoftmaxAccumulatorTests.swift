import RWKVKernels
import RealModule
import Testing

@Suite struct SoftmaxAccumulatorTests {
  @Test(arguments: SIMDLevel.available, [[50], [8, 42], [1, 1, 48], [25, 25]])
  func `chunks give the normaliser of the whole row`(level: SIMDLevel, chunks: [Int]) {
    var generator = SeededGenerator(seed: 7)
    let logits = Matrix.random(rows: 1, columns: 50, in: -20...20, using: &generator)
    logits[0, 33] = 21
    logits[0, 40] = 21
    let exact = Double.log(logits.values.reduce(0) { $0 + Double.exp(Double($1)) })
    var softmax = SoftmaxAccumulator()
    var start = 0
    for chunk in chunks {
      let part = Matrix(vector: Array(logits.values[start..<(start + chunk)]))
      softmax.update(part, row: 0, firstIndex: start, kernels: Kernels(level: level))
      start += chunk
    }
    // Measured: 3e-8.
    #expect(abs(softmax.logNormalizer - exact) < 1e-6)
    #expect(softmax.argmax == 33, "the lowest index of equals")
  }

  @Test(arguments: SIMDLevel.available, [Float.nan, .infinity])
  func `NaN and infinity make the normaliser NaN, wherever they are`(level: SIMDLevel, bad: Float) {
    for place in [3, 17] {
      let logits = Matrix(rows: 1, columns: 18)
      logits[0, place] = bad
      var softmax = SoftmaxAccumulator()
      softmax.update(logits, row: 0, firstIndex: 0, kernels: Kernels(level: level))
      softmax.update(Matrix(rows: 1, columns: 9), row: 0, firstIndex: 18, kernels: Kernels(level: level))
      #expect(softmax.logNormalizer.isNaN)
    }
  }

  @Test(arguments: SIMDLevel.available)
  func `a chunk of nothing but minus infinity makes the normaliser NaN, single ones do not`(level: SIMDLevel) {
    let none = Matrix(vector: Array(repeating: -.infinity, count: 18))
    let some = Matrix(vector: (0..<18).map { $0 % 3 == 0 ? -.infinity : 1 })
    for chunks in [[none, some], [some, none]] {
      var softmax = SoftmaxAccumulator()
      for chunk in chunks { softmax.update(chunk, row: 0, firstIndex: 0, kernels: Kernels(level: level)) }
      #expect(softmax.logNormalizer.isNaN)
    }
    var softmax = SoftmaxAccumulator()
    softmax.update(some, row: 0, firstIndex: 0, kernels: Kernels(level: level))
    #expect(abs(softmax.logNormalizer - 1 - Double.log(12)) < 1e-6 && softmax.argmax == 1)
  }
}
