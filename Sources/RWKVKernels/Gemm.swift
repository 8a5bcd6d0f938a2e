internal import COpenBLAS

/// A weight matrix as it is stored.
public struct LinearWeights: Sendable {
  /// How the stored matrix is meant.
  public enum Layout: Sendable {
    /// Rows are outputs, [out, in]: `y = x Wᵀ`.
    case outputByInput
    /// Rows are inputs, [in, out]: `y = x M`.
    case inputByOutput
  }

  /// The values.
  public let matrix: Matrix
  /// How they are meant.
  public let layout: Layout

  /// Weights in a layout.
  public init(_ matrix: Matrix, _ layout: Layout) {
    self.matrix = matrix
    self.layout = layout
  }

  /// Number of inputs.
  public var inputs: Int { layout == .outputByInput ? matrix.columns : matrix.rows }
  /// Number of outputs.
  public var outputs: Int { layout == .outputByInput ? matrix.rows : matrix.columns }
}

/// OpenBLAS's own description of itself and of the kernels that it chose.
public func openBLASDescription() -> String {
  let parts = unsafe [openblas_get_config(), openblas_get_corename()]
  return unsafe parts.compactMap { unsafe $0.map { unsafe String(cString: $0) } }.joined(separator: ", kernels ")
}

extension Kernels {
  /// Makes every later SGEMM run on the thread that calls it: our own threads share the rows.
  public static func useSingleThreadedBLAS() { openblas_set_num_threads(1) }

  /// `out[outRows] = x[xRows] · W`, or `out[outRows] += x[xRows] · W`, by one SGEMM call.
  ///
  /// - Parameters:
  ///   - x: [·, inputs]
  ///   - weights: inputs × outputs in either layout.
  ///   - out: [·, outputs]
  ///   - accumulate: Adds to what `out` holds.
  public func linear(
    _ x: Matrix, _ xRows: Range<Int>, _ weights: LinearWeights, into out: Matrix, _ outRows: Range<Int>,
    accumulate: Bool = false
  ) {
    precondition(xRows.count == outRows.count, "\(xRows.count) rows into \(outRows.count)")
    precondition(x.columns == weights.inputs, "\(x.columns) columns for \(weights.inputs) inputs")
    precondition(out.columns == weights.outputs, "\(out.columns) columns for \(weights.outputs) outputs")
    guard !xRows.isEmpty else { return }
    clock.measure(.gemm) {
      unsafe cblas_sgemm(
        CblasRowMajor, CblasNoTrans, weights.layout == .outputByInput ? CblasTrans : CblasNoTrans, CInt(xRows.count),
        CInt(weights.outputs), CInt(weights.inputs), 1, x.pointer(xRows), CInt(x.columns), weights.matrix.base,
        CInt(weights.matrix.columns), accumulate ? 1 : 0, out.pointer(outRows), CInt(out.columns))
    }
  }
}
