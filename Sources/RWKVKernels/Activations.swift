internal import CKernels
internal import RealModule

/// An elementwise function of the forward pass.
public enum Activation: Sendable, CaseIterable {
  /// tanh x
  case tanh
  /// 1 / (1 + exp(−x))
  case sigmoid
  /// max(x, 0)²
  case reluSquared
}

extension Kernels {
  /// Applies a function to every value of rows, in place.
  ///
  /// NaN stays NaN.
  public func apply(_ activation: Activation, to x: Matrix, rows: Range<Int>) {
    defer { round(x, rows: rows) }
    let values = unsafe x.pointer(rows)
    let count = rows.count * x.columns
    guard let simd = simd else {
      for index in 0..<count { unsafe values[index] = activation.plain(values[index]) }
      return
    }
    switch activation {
    case .tanh: unsafe simd.tanh(count, values)
    case .sigmoid: unsafe simd.sigmoid(count, values)
    case .reluSquared: unsafe simd.relu_squared(count, values)
    }
  }
}

extension Activation {
  /// The plain twin, on one value.
  func plain(_ x: Float) -> Float {
    switch self {
    case .tanh: Float.tanh(x)
    case .sigmoid: sigmoidPlain(x)
    case .reluSquared: x < 0 ? 0 : x * x
    }
  }
}

func sigmoidPlain(_ x: Float) -> Float { 1 / (1 + Float.exp(-x)) }
