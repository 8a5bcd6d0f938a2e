internal import CKernels

extension Kernels {
  /// Layer norm of rows: `out = (x − mean) / √(variance + ε) · weight + bias`, mean and biased variance over the columns.
  ///
  /// A row with NaN or infinity raises `.nonFinite`; a finite row whose variance overflows fp32 (from |x| about 1e18 on)
  /// raises `.varianceOverflow`, and its output is the bias alone.
  ///
  /// Source: Ba, Kiros, Hinton, "Layer Normalization", arXiv 1607.06450.
  ///
  /// - Parameters:
  ///   - x: [·, C]; may be `out`.
  ///   - weight: [C]
  ///   - bias: [C]
  ///   - flags: Of the whole forest; flags of `rows` are added.
  public func layerNorm(
    _ x: Matrix, rows: Range<Int>, weight: Matrix, bias: Matrix, epsilon: Float = 1e-5, into out: Matrix,
    flags: RowFlagBuffer
  ) {
    precondition(
      x.columns == out.columns && flags.rows >= rows.upperBound, "layer norm of \(x.columns) to \(out.columns)")
    let columns = x.columns
    let input = unsafe x.pointer(rows)
    let output = unsafe out.pointer(rows)
    let scale = unsafe weight.vector(columns)
    let shift = unsafe bias.vector(columns)
    guard isVectorised(columns: columns) else {
      for row in 0..<rows.count {
        let flag = unsafe layerNormPlain(
          columns, input + row * columns, scale, shift, epsilon, output + row * columns)
        flags[rows.lowerBound + row].formUnion(flag)
      }
      return
    }
    #if arch(x86_64)
      unsafe ckernels_layer_norm_avx2(
        rows.count, columns, input, scale, shift, epsilon, output, flags.base + rows.lowerBound)
    #endif
  }
}

func layerNormPlain(
  _ columns: Int, _ x: UnsafePointer<Float>, _ weight: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
  _ epsilon: Float, _ out: UnsafeMutablePointer<Float>
) -> RowFlags {
  var sum: Float = 0
  for column in 0..<columns { unsafe sum += x[column] }
  let mean = sum / Float(columns)
  // Squares are divided before they are summed, so that only a variance which overflows itself does.
  let share = 1 / Float(columns)
  var variance: Float = 0
  for column in 0..<columns { unsafe variance += (x[column] - mean) * (x[column] - mean) * share }
  var isFinite = true
  if !variance.isFinite {
    for column in 0..<columns { unsafe isFinite = isFinite && x[column].isFinite }
  }
  let scale = 1 / (variance + epsilon).squareRoot()
  for column in 0..<columns { unsafe out[column] = (x[column] - mean) * scale * weight[column] + bias[column] }
  return variance.isFinite ? [] : isFinite ? .varianceOverflow : .nonFinite
}
