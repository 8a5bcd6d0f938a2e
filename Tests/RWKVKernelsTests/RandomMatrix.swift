import RWKVKernels

/// A generator that repeats itself: SplitMix64.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

extension Matrix {
  static func random(
    rows: Int, columns: Int, in range: ClosedRange<Float> = -1...1, using generator: inout SeededGenerator
  ) -> Matrix {
    let matrix = Matrix(rows: rows, columns: columns)
    for row in 0..<rows { for column in 0..<columns { matrix[row, column] = .random(in: range, using: &generator) } }
    return matrix
  }

  func copy() -> Matrix {
    let copy = Matrix(rows: rows, columns: columns)
    copy.copyRows(0..<rows, from: self)
    return copy
  }

  var values: [Float] { (0..<rows).flatMap(row) }
}

/// Largest absolute difference; infinity where one side is NaN and the other is not.
func largestDifference(_ a: Matrix, _ b: Matrix) -> Float {
  precondition(a.rows == b.rows && a.columns == b.columns)
  return zip(a.values, b.values).map { x, y in
    x == y || (x.isNaN && y.isNaN) ? 0 : x.isNaN || y.isNaN ? .infinity : abs(x - y)
  }.max() ?? 0
}

let plain = Kernels(level: .plain)
