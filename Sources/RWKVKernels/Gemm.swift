internal import CKernels
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

  /// Rows that one SGEMM call takes; nil for any number.
  let rowsPerCall: Int?

  /// Weights in a layout.
  public init(_ matrix: Matrix, _ layout: Layout) {
    self.matrix = matrix
    self.layout = layout
    rowsPerCall = layout == .inputByOutput ? Self.unpackedRows(inputs: matrix.rows, outputs: matrix.columns) : nil
  }

  /// The layout in which a matrix is multiplied fastest; `outputByInput`, in which files have most of them, where both are
  /// equally fast.
  public static func bestLayout(inputs: Int, outputs: Int) -> Layout {
    unpackedRows(inputs: inputs, outputs: outputs) == nil ? .outputByInput : .inputByOutput
  }

  /// Rows for which OpenBLAS multiplies without packing the operands first; nil where that does not pay.
  ///
  /// Its AVX-512 kernels do so for [in, out] weights and up to a million multiplications. Measured on one Ice Lake core with
  /// OpenBLAS 0.3.21, in GFLOPS, a block of 672 rows at once against slices: 768 to 64: 100, 166; 64 to 768: 73, 94; 32 to
  /// 768: 78, 134; 96 to 384: 104, 154; 192 to 192: 81, 111; 16 to 96: 51, 91. All rows take the same way, whatever the
  /// size of a block, so that they have the same bits in every block.
  private static func unpackedRows(inputs: Int, outputs: Int) -> Int? {
    guard Self.blasHasUnpackedKernels, inputs > 0, outputs > 0 else { return nil }
    let rows = 1_000_000 / (inputs * outputs) / 4 * 4
    return rows >= 16 ? min(rows, 96) : nil
  }

  private static let blasHasUnpackedKernels =
    unsafe ["SkylakeX", "Cooperlake", "SapphireRapids"].contains(
      openblas_get_corename().map { unsafe String(cString: $0) })

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
  /// Makes every later SGEMM run on the thread that calls it, since our own threads share the rows; and makes the
  /// allocator keep what is freed.
  public static func prepareProcess() {
    openblas_set_num_threads(1)
    ckernels_keep_freed_memory()
  }

  /// `out[outRows] = x[xRows] · W`, or `out[outRows] += x[xRows] · W`, on the calling thread.
  ///
  /// - Parameters:
  ///   - x: [·, inputs]
  ///   - weights: inputs × outputs in either layout.
  ///   - out: [·, outputs]
  ///   - accumulate: Adds to what `out` holds; where results are rounded, the product before the sum.
  public func linear(
    _ x: Matrix, _ xRows: Range<Int>, _ weights: LinearWeights, into out: Matrix, _ outRows: Range<Int>,
    accumulate: Bool = false
  ) {
    precondition(xRows.count == outRows.count, "\(xRows.count) rows into \(outRows.count)")
    precondition(x.columns == weights.inputs, "\(x.columns) columns for \(weights.inputs) inputs")
    precondition(out.columns == weights.outputs, "\(out.columns) columns for \(weights.outputs) outputs")
    guard !xRows.isEmpty else { return }
    if accumulate && rounding != nil {
      let (product, rows) = (Matrix(unfilledRows: xRows.count, columns: out.columns), 0..<xRows.count)
      linear(x, xRows, weights, into: product, rows)
      return add(product, rows, to: out, outRows)
    }
    defer { round(out, rows: outRows) }
    clock.measure(.gemm) {
      let step = weights.rowsPerCall ?? xRows.count
      for first in stride(from: 0, to: xRows.count, by: step) {
        let rows = min(step, xRows.count - first)
        unsafe cblas_sgemm(
          CblasRowMajor, CblasNoTrans, weights.layout == .outputByInput ? CblasTrans : CblasNoTrans, CInt(rows),
          CInt(weights.outputs), CInt(weights.inputs), 1, x.pointer(xRows) + first * x.columns, CInt(x.columns),
          weights.matrix.base, CInt(weights.matrix.columns), accumulate ? 1 : 0,
          out.pointer(outRows) + first * out.columns, CInt(out.columns))
      }
    }
  }
}
