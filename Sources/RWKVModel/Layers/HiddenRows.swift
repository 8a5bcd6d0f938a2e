internal import RWKVKernels

/// Rows of hidden states, [rows, C].
public struct HiddenRows {
  let matrix: Matrix
  /// Number of rows.
  public var count: Int { matrix.rows }

  init(matrix: Matrix) { self.matrix = matrix }

  /// Rows of their own with the same values.
  init(copying other: HiddenRows) {
    matrix = Matrix(unfilledRows: other.count, columns: other.matrix.columns)
    matrix.copyRows(0..<other.count, from: other.matrix)
  }

  /// The values of a row, C of them.
  public func row(_ index: Int) -> [Float] { matrix.row(index) }
}
