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
  /// max(x, 0)
  case relu
  /// x / (1 + exp(−x)), also called swish
  case silu
  /// x / 2 · (1 + tanh(√(2/π) (x + 0.044715 x³))), the usual approximation of x Φ(x)
  case geluTanh
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
    case .relu: unsafe simd.relu(count, values)
    case .silu: unsafe simd.silu(count, values)
    case .geluTanh: unsafe simd.gelu_tanh(count, values)
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
    case .relu: x < 0 ? 0 : x
    case .silu: gatedPlain(x, by: x)
    // 1 + tanh u is 2 σ(2u), which loses nothing where tanh u is near −1.
    case .geluTanh: gatedPlain(x, by: 1.595_769_2 * (x + 0.044_715 * x * x * x))
    }
  }
}

func sigmoidPlain(_ x: Float) -> Float { 1 / (1 + Float.exp(-x)) }

/// x σ(u), with 0 where σ is next to nothing.
private func gatedPlain(_ x: Float, by u: Float) -> Float { u < -87.3 ? 0 : x * sigmoidPlain(u) }
