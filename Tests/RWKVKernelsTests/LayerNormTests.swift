import RWKVKernels
import Testing

@Suite struct LayerNormTests {
  @Test(arguments: SIMDLevel.available, [(1, 8), (3, 24), (5, 96), (2, 40), (4, 7), (2, 130)])
  func `equals its plain twin on odd sizes`(level: SIMDLevel, size: (rows: Int, columns: Int)) {
    var generator = SeededGenerator(seed: 1)
    let x = Matrix.random(rows: size.rows, columns: size.columns, in: -30...10, using: &generator)
    let weight = Matrix.random(rows: 1, columns: size.columns, using: &generator)
    let bias = Matrix.random(rows: 1, columns: size.columns, using: &generator)
    let flags = RowFlagBuffer(rows: size.rows)
    let expected = Matrix(rows: size.rows, columns: size.columns)
    let got = Matrix(rows: size.rows, columns: size.columns)
    plain.layerNorm(x, rows: 0..<size.rows, weight: weight, bias: bias, into: expected, flags: flags)
    Kernels(level: level).layerNorm(x, rows: 0..<size.rows, weight: weight, bias: bias, into: got, flags: flags)
    // Measured: 4.8e-7.
    #expect(largestDifference(expected, got) < 2e-6)
    #expect(!flags.isAnyRaised)
  }

  @Test(arguments: SIMDLevel.available)
  func `has mean 0 and variance 1 without weights`(level: SIMDLevel) {
    var generator = SeededGenerator(seed: 2)
    let x = Matrix.random(rows: 1, columns: 64, in: 3...9, using: &generator)
    let out = Matrix(rows: 1, columns: 64)
    Kernels(level: level).layerNorm(
      x, rows: 0..<1, weight: Matrix(vector: Array(repeating: 1, count: 64)), bias: Matrix(rows: 1, columns: 64),
      into: out,
      flags: RowFlagBuffer(rows: 1))
    let mean = out.values.reduce(0, +) / 64
    let variance = out.values.reduce(0) { $0 + $1 * $1 } / 64
    #expect(abs(mean) < 1e-6)
    #expect(abs(variance - 1) < 1e-4)
  }

  @Test(arguments: SIMDLevel.available, [8, 24, 13])
  func `a finite row whose variance overflows gives its bias and a flag`(level: SIMDLevel, columns: Int) {
    let x = Matrix(rows: 3, columns: columns)
    for column in 0..<columns {
      x[0, column] = Float(column)
      x[1, column] = column.isMultiple(of: 2) ? 3e19 : -3e19
      x[2, column] = column.isMultiple(of: 2) ? 2.8e15 : -2.8e15
    }
    let bias = Matrix(vector: (0..<columns).map { Float($0) / 8 })
    let out = Matrix(rows: 3, columns: columns)
    let flags = RowFlagBuffer(rows: 3)
    Kernels(level: level).layerNorm(
      x, rows: 0..<3, weight: Matrix(vector: Array(repeating: 1, count: columns)), bias: bias, into: out, flags: flags)
    #expect(flags[0] == [])
    #expect(flags[1] == .varianceOverflow)
    #expect(out.row(1) == bias.values)
    // Large but exact: must not be flagged.
    #expect(flags[2] == [])
    #expect(out.row(2).allSatisfy { $0.isFinite })
  }

  @Test(arguments: SIMDLevel.available, [Float.nan, .infinity, -.infinity])
  func `NaN and infinity raise the non-finite flag of their row alone`(level: SIMDLevel, bad: Float) {
    let x = Matrix(rows: 3, columns: 16)
    x[1, 5] = bad
    let out = Matrix(rows: 3, columns: 16)
    let flags = RowFlagBuffer(rows: 3)
    Kernels(level: level).layerNorm(
      x, rows: 0..<3, weight: Matrix(rows: 1, columns: 16), bias: Matrix(rows: 1, columns: 16), into: out, flags: flags)
    #expect([flags[0], flags[1], flags[2]] == [[], .nonFinite, []])
  }
}
