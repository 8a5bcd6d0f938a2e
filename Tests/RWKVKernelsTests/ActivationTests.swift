import RWKVKernels
import RealModule
import Testing

@Suite struct ActivationTests {
  /// In double precision.
  private func exact(_ activation: Activation, _ x: Double) -> Double {
    switch activation {
    case .tanh: Double.tanh(x)
    case .sigmoid: 1 / (1 + Double.exp(-x))
    case .reluSquared: max(x, 0) * max(x, 0)
    case .relu: max(x, 0)
    case .silu: x / (1 + Double.exp(-x))
    case .geluTanh: x / 2 * (1 + Double.tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
    }
  }

  /// In units of the last place; an error of gelu's u counts |u| times in exp(−u).
  private func bound(_ activation: Activation) -> Double { activation == .geluTanh ? 40 : 4 }

  @Test(arguments: SIMDLevel.available, Activation.allCases)
  func `is within a few ulps of the exact value`(level: SIMDLevel, activation: Activation) {
    // Below −4 gelu's tanh is −1 but for what doubles can hold.
    let low: Float = activation == .geluTanh ? -4 : -80
    let points = stride(from: low, through: 80, by: 0.0137).map { $0 } + [0, -0.0, 0.625, 0.62499, 1e-20, -1e-6]
    let x = Matrix(vector: points)
    Kernels(level: level).apply(activation, to: x, rows: 0..<1)
    var worst = 0.0
    for (point, value) in zip(points, x.values) {
      let exact = exact(activation, Double(point))
      // An ulp of the result, but not below that of the smallest normal number.
      let ulp = Double(max(Float(exact).ulp, Float.leastNormalMagnitude.ulp))
      worst = max(worst, abs(Double(value) - exact) / ulp)
    }
    // Measured: tanh 1.1, sigmoid 2.5, relu² 0.5, silu 2.5, gelu 13 (AVX2); tanh 1.6, sigmoid 1.8, relu² 0.5, silu 2.2,
    // gelu 16 (plain).
    #expect(worst < bound(activation), "\(worst) ulps")
  }

  @Test(arguments: SIMDLevel.available, [1, 7, 8, 9, 31])
  func `covers every length and no more`(level: SIMDLevel, count: Int) {
    let x = Matrix(rows: 2, columns: count)
    for column in 0..<count { (x[0, column], x[1, column]) = (3, 3) }
    Kernels(level: level).apply(.reluSquared, to: x, rows: 0..<1)
    #expect(x.row(0).allSatisfy { $0 == 9 })
    #expect(x.row(1).allSatisfy { $0 == 3 })
  }

  @Test(arguments: SIMDLevel.available, Activation.allCases)
  func `NaN stays NaN and infinities reach their limits`(level: SIMDLevel, activation: Activation) {
    let x = Matrix(vector: Array(repeating: [Float.nan, .infinity, -.infinity], count: 4).flatMap { $0 })
    Kernels(level: level).apply(activation, to: x, rows: 0..<1)
    let limits: (high: Float, low: Float) =
      switch activation {
      case .tanh: (1, -1)
      case .sigmoid: (1, 0)
      case .reluSquared, .relu, .silu, .geluTanh: (.infinity, 0)
      }
    for at in stride(from: 0, to: 12, by: 3) {
      #expect(x[0, at].isNaN)
      #expect(x[0, at + 1] == limits.high)
      #expect(abs(x[0, at + 2] - limits.low) < 1e-37)
    }
  }
}
