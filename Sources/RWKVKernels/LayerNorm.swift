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
  ///   - rows: Rows of `x`, and of `out` where `outRows` is nil.
  ///   - weight: [C]
  ///   - bias: [C]
  ///   - flags: One a row of `x`; flags of `rows` are added.
  public func layerNorm(
    _ x: Matrix, rows: Range<Int>, weight: Matrix, bias: Matrix, epsilon: Float = 1e-5, into out: Matrix,
    _ outRows: Range<Int>? = nil, flags: RowFlagBuffer
  ) {
    let outRows = outRows ?? rows
    precondition(
      x.columns == out.columns && rows.count == outRows.count && flags.rows >= rows.upperBound,
      "layer norm of rows \(rows), \(x.columns) wide, to \(outRows), \(out.columns) wide")
    defer { round(out, rows: outRows) }
    let columns = x.columns
    let input = unsafe x.pointer(rows)
    let output = unsafe out.pointer(outRows)
    let scale = unsafe weight.vector(columns)
    let shift = unsafe bias.vector(columns)
    guard let simd = simd(columns: columns) else {
      for row in 0..<rows.count {
        let flag = unsafe layerNormPlain(
          columns, input + row * columns, scale, shift, epsilon, output + row * columns)
        flags[rows.lowerBound + row].formUnion(flag)
      }
      return
    }
    unsafe simd.layer_norm(rows.count, columns, input, scale, shift, epsilon, output, flags.base + rows.lowerBound)
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
