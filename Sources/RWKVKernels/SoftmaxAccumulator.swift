internal import CKernels
internal import RealModule

/// The log-softmax of a row of logits that arrives in chunks.
///
/// NaN or +∞ among the logits makes the normaliser NaN, and every log-probability with it; so does a chunk of nothing but
/// −∞.
public struct SoftmaxAccumulator: Sendable {
  private var maximum = -Float.infinity
  private var sum = 0.0
  private var argmaxIndex = 0

  /// No logits yet.
  public init() {}

  /// Index of the largest logit so far, the lowest one of equals.
  public var argmax: Int { argmaxIndex }

  /// ln Σ exp(logit) so far, in nats.
  public var logNormalizer: Double { Double(maximum) + Double.log(sum) }

  /// Adds the next chunk.
  ///
  /// - Parameters:
  ///   - logits: [·, chunk]
  ///   - row: The row to read.
  ///   - firstIndex: Vocabulary index of the chunk's first logit.
  public mutating func update(_ logits: Matrix, row: Int, firstIndex: Int, kernels: Kernels) {
    let values = unsafe logits.pointer(row..<(row + 1))
    guard let simd = kernels.simd else {
      unsafe updatePlain(values, count: logits.columns, firstIndex: firstIndex)
      return
    }
    unsafe simd.softmax_update(logits.columns, values, firstIndex, &maximum, &sum, &argmaxIndex)
  }

  private mutating func updatePlain(_ logits: UnsafePointer<Float>, count: Int, firstIndex: Int) {
    var best = -Float.infinity
    var hasNaN = false
    for index in 0..<count {
      let logit = unsafe logits[index]
      hasNaN = hasNaN || logit.isNaN
      best = max(best, logit)
    }
    if hasNaN || best.isInfinite || sum.isNaN {
      sum = .nan
      return
    }
    if best > maximum {
      sum *= Double.exp(Double(maximum) - Double(best))
      maximum = best
      if let index = (0..<count).first(where: { unsafe logits[$0] == best }) { argmaxIndex = firstIndex + index }
    }
    for index in 0..<count { unsafe sum += Double.exp(Double(logits[index]) - Double(maximum)) }
  }
}
