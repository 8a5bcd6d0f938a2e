import RWKVKernels
import Testing

@Suite struct RoundingTests {
  /// Positive finite values of a format in ascending order.
  private static func grid(_ format: Rounding) -> [Float] {
    switch format {
    case .bfloat16: (UInt32(0)..<0x7f80).map { Float(bitPattern: $0 << 16) }
    case .float16: (UInt16(0)..<0x7c00).map { Float(Float16(bitPattern: $0)) }
    }
  }

  @Test(arguments: Rounding.allCases)
  func `every value of a format stays, and so does infinity`(format: Rounding) {
    #expect(Self.grid(format).allSatisfy { format($0) == $0 && format(-$0) == -$0 })
    #expect(format(.infinity) == .infinity && format(-.infinity) == -.infinity)
    #expect(format(.nan).isNaN && format(-.nan).isNaN)
    #expect(format(Float(bitPattern: 0x7f80_0001)).isNaN, "a NaN of which the upper half is infinity")
    #expect(format(-0.0).sign == .minus)
  }

  @Test(arguments: Rounding.allCases)
  func `between two neighbours the nearer wins, and in the middle the even one`(format: Rounding) {
    let grid = Self.grid(format)
    for (index, pair) in zip(grid, grid.dropFirst()).enumerated() {
      let middle = pair.0 + (pair.1 - pair.0) / 2
      let even = index.isMultiple(of: 2) ? pair.0 : pair.1
      #expect(format(middle) == even && format(-middle) == -even, "\(middle)")
      #expect(format(middle.nextDown) == pair.0 && format(middle.nextUp) == pair.1, "\(middle)")
    }
  }

  @Test(
    "Bit patterns of fp16",
    arguments: [
      (0x3f80_1000, 0x3c00), (0x3f80_1001, 0x3c01), (0x3f80_3000, 0x3c02),  // 1 + 2⁻¹¹, a bit more, 1 + 3 · 2⁻¹¹
      (0x477f_e000, 0x7bff), (0x477f_efff, 0x7bff), (0x477f_f000, 0x7c00),  // 65504, below 65520, 65520
      (0xc77f_f000, 0xfc00), (0x7f7f_ffff, 0x7c00),  // −65520, the largest fp32
      (0x3380_0000, 0x0001), (0x3300_0000, 0x0000), (0x3300_0001, 0x0001),  // 2⁻²⁴, 2⁻²⁵, a bit more
      (0x33c0_0000, 0x0002), (0x387f_f000, 0x0400), (0xb280_0000, 0x8000),  // 3 · 2⁻²⁵, into the normal range, −2⁻²⁶
    ] as [(UInt32, UInt16)])
  func half(bits: UInt32, expected: UInt16) {
    let rounded = Rounding.float16(Float(bitPattern: bits))
    #expect(rounded.bitPattern == Float(Float16(bitPattern: expected)).bitPattern)
  }

  @Test(
    "Bit patterns of bf16",
    arguments: [
      (0x3f80_8000, 0x3f80), (0x3f80_8001, 0x3f81), (0x3f81_8000, 0x3f82),  // 1 + 2⁻⁸, a bit more, 1 + 3 · 2⁻⁸
      (0x7f7f_7fff, 0x7f7f), (0x7f7f_8000, 0x7f80), (0xff7f_ffff, 0xff80),  // around the largest value
    ] as [(UInt32, UInt32)])
  func bfloat(bits: UInt32, expected: UInt32) {
    #expect(Rounding.bfloat16(Float(bitPattern: bits)).bitPattern == expected << 16)
  }

  @Test func `token shift rounds after every operation, as half precision numbers do`() {
    var generator = SeededGenerator(seed: 11)
    let (x, mix) = (
      rounded(.random(rows: 4, columns: 24, using: &generator)),
      rounded(.random(rows: 1, columns: 24, in: 0...1, using: &generator))
    )
    let out = Matrix(rows: 4, columns: 24)
    kernels(.float16).shiftMix(x, rows: 0..<4, parents: [-1, 0, 1, 1], mixes: [mix], into: [out])
    for (row, parent) in [nil, 0, 1, 1].enumerated() {
      for column in 0..<24 {
        let now = Float16(x[row, column])
        let previous = parent.map { Float16(x[$0, column]) } ?? 0
        let difference: Float16 = previous - now
        let step: Float16 = difference * Float16(mix[0, column])
        #expect(out[row, column] == Float(now + step))
      }
    }
  }

  @Test func `a product is rounded before it is added, and the sum after`() {
    let (x, sum) = (Matrix(vector: [2049, 1]), Matrix(vector: [1]))
    let weights = LinearWeights(Matrix(vector: [1, 0.5]), .outputByInput)
    // 2049.5 is 2050 in fp16, whose grid is 2 there; 2051 lies between 2050 and 2052, the even one.
    kernels(.float16).linear(x, 0..<1, weights, into: sum, 0..<1, accumulate: true)
    #expect(sum.values == [2052])
  }

  @Test(arguments: Rounding.allCases, SIMDLevel.available)
  func `every kernel leaves values of the format, the same on every instruction set`(format: Rounding, level: SIMDLevel)
  {
    let results = [SIMDLevel.plain, level].map { everyKernel(kernels(format, $0)) }
    for (plain, simd) in zip(results[0], results[1]) {
      #expect(plain.values.allSatisfy { $0 == format($0) })
      #expect(simd.values.allSatisfy { $0 == format($0) })
      // Sums of another order may fall on the other side of a middle: then they are neighbours.
      let grain: Float = format == .bfloat16 ? 0x1p-7 : 0x1p-10
      #expect(zip(plain.values, simd.values).allSatisfy { abs($0 - $1) <= 2 * grain * max(abs($0), abs($1), 1) })
    }
  }

  /// Outputs of all kernels that round, of the same inputs.
  private func everyKernel(_ kernels: Kernels) -> [Matrix] {
    var generator = SeededGenerator(seed: 12)
    func matrix(_ rows: Int) -> Matrix { rounded(.random(rows: rows, columns: 32, using: &generator), kernels) }
    let rows = 0..<3
    let norm = Matrix(rows: 3, columns: 32)
    kernels.layerNorm(
      matrix(3), rows: rows, weight: matrix(1), bias: matrix(1), into: norm, flags: RowFlagBuffer(rows: 3))
    let sum = matrix(3)
    kernels.add(matrix(3), rows, to: sum, rows)
    let product = Matrix(rows: 3, columns: 4)
    kernels.linear(matrix(3), rows, LinearWeights(matrix(4), .outputByInput), into: product, rows)
    let activations = Activation.allCases.map { activation in
      let values = matrix(3)
      kernels.apply(activation, to: values, rows: rows)
      return values
    }
    let (decay, rate, key, value, removal) = (matrix(3), matrix(3), matrix(3), matrix(3), matrix(3))
    kernels.timeMixGates(
      rows: rows, headSize: 16,
      weights: TimeMixGateWeights(
        decayBias: matrix(1), rateBias: matrix(1), valueBias: matrix(1), removalScale: matrix(1),
        replacementScale: matrix(1)),
      residual: ValueResidualInput(gate: matrix(3), firstValue: matrix(3), firstValueRows: rows), decay: decay,
      rate: rate, key: key, value: value, removalKey: removal)
    let y = matrix(3)
    kernels.timeMixOutput(
      rows: rows, headSize: 16,
      TimeMixOutputInput(
        weight: matrix(1), bias: matrix(1), bonus: matrix(1), receptance: matrix(3), key: key, value: value,
        gate: matrix(3)), y: y)
    return [norm, sum, product] + activations + [rate, key, value, removal, y]
  }

  private func kernels(_ format: Rounding, _ level: SIMDLevel = .best) -> Kernels {
    var kernels = Kernels(level: level)
    kernels.rounding = format
    return kernels
  }

  private func rounded(_ matrix: Matrix, _ kernels: Kernels? = nil) -> Matrix {
    (kernels ?? self.kernels(.float16)).round(matrix, rows: 0..<matrix.rows)
    return matrix
  }
}
