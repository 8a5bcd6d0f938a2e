import RWKVKernels
import Testing

@Suite struct ShiftMixTests {
  @Test(arguments: SIMDLevel.available, [8, 40, 5])
  func `reads the parent's row, and zeros or a given row before a root`(level: SIMDLevel, columns: Int) {
    var generator = SeededGenerator(seed: 3)
    let x = Matrix.random(rows: 5, columns: columns, using: &generator)
    let parents: [Int32] = [-1, 0, 1, 0, -2]
    let mixes = (0..<2).map { _ in Matrix.random(rows: 1, columns: columns, in: 0...1, using: &generator) }
    let before = Matrix.random(rows: 2, columns: columns, using: &generator)
    for beforeRoot in [nil, before] {
      let outputs = (0..<2).map { _ in Matrix(rows: 4, columns: columns) }
      Kernels(level: level).shiftMix(
        x, rows: 1..<5, parents: parents, beforeRoot: beforeRoot, mixes: mixes, into: outputs)
      for (mix, output) in zip(mixes, outputs) {
        for row in 1..<5 {
          for column in 0..<columns {
            let parent = Int(parents[row])
            let previous = parent >= 0 ? x[parent, column] : beforeRoot?[-1 - parent, column] ?? 0
            let expected = x[row, column] + (previous - x[row, column]) * mix[0, column]
            // One fused multiply-add against two roundings.
            #expect(abs(output[row - 1, column] - expected) < 2e-7)
          }
        }
      }
    }
  }
}
