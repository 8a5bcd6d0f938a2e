/// What is done to a matrix's numbers, row by row, between their widening and their rounding: rows of whole numbers are
/// scaled, and the product of two thin matrices is added.
struct MatrixAdjustment: Sendable {
  /// A factor for each row of the matrix as its file has it; nil for none.
  var scales: [Float]?
  /// What is added; nil for nothing.
  var update: LowRankUpdate?
  /// Whether the matrix is seen with rows and columns exchanged.
  private var isTransposed = false
  /// The row, as it is seen, with which a part begins.
  private var firstRow = 0

  init(scales: [Float]? = nil, update: LowRankUpdate? = nil) {
    self.scales = scales
    self.update = update
  }

  /// The same with an update.
  ///
  /// - Precondition: it has none, and is of the whole matrix as its file has it.
  func adding(_ update: LowRankUpdate) -> MatrixAdjustment {
    precondition(self.update == nil && !isTransposed && firstRow == 0, "an update of a part or of one that has one")
    var adjustment = self
    adjustment.update = update
    return adjustment
  }

  /// The same for the matrix with rows and columns exchanged.
  func transposed() -> MatrixAdjustment {
    precondition(firstRow == 0, "a part of a matrix is not transposed")
    var adjustment = self
    adjustment.isTransposed.toggle()
    adjustment.update = update?.transposed()
    return adjustment
  }

  /// The same for the rows from one on.
  func rows(from row: Int) -> MatrixAdjustment {
    var adjustment = self
    adjustment.firstRow += row
    return adjustment
  }

  /// Changes numbers [rows, columns], row-major.
  func apply(to numbers: inout MutableSpan<Float>, rows: Int, columns: Int) {
    if let scales {
      for row in 0..<rows {
        for column in 0..<columns { numbers[row * columns + column] *= scales[isTransposed ? column : firstRow + row] }
      }
    }
    update?.add(to: &numbers, rows: firstRow..<(firstRow + rows), columns: columns)
  }
}

/// The product of two thin matrices, to be added to a matrix [R, C]: scale · left [R, r] · right [r, C].
///
/// The factors stay in their file and are widened to fp32 when they are used; sums over r are fp32, in order, and have the
/// same bits whichever way round the matrix is seen.
final class LowRankUpdate: Sendable {
  /// [R, r].
  let left: CheckpointTensor
  /// [r, C].
  let right: CheckpointTensor
  let scale: Float

  init(left: CheckpointTensor, right: CheckpointTensor, scale: Float) {
    precondition(left.shape[1] == right.shape[0], "factors \(left.shape) and \(right.shape)")
    self.left = left
    self.right = right
    self.scale = scale
  }

  /// The same for the matrix with rows and columns exchanged.
  func transposed() -> LowRankUpdate {
    LowRankUpdate(left: right.transposed(), right: left.transposed(), scale: scale)
  }

  /// Adds some rows of the product to numbers [rows, columns], row-major.
  func add(to numbers: inout MutableSpan<Float>, rows: Range<Int>, columns: Int) {
    let rank = left.shape[1]
    let (factors, lines) = (left.rows(rows).widened(), right.widened())
    precondition(lines.count == rank * columns && numbers.count == rows.count * columns, "\(columns) columns")
    var sum = [Float](repeating: 0, count: columns)
    unsafe numbers.withUnsafeMutableBufferPointer { numbers in
      unsafe sum.withUnsafeMutableBufferPointer { sum in
        unsafe lines.withUnsafeBufferPointer { lines in
          for row in 0..<rows.count {
            for column in 0..<columns { unsafe sum[column] = 0 }
            for index in 0..<rank {
              let (factor, line) = (factors[row * rank + index], index * columns)
              for column in 0..<columns { unsafe sum[column] += factor * lines[line + column] }
            }
            for column in 0..<columns { unsafe numbers[row * columns + column] += scale * sum[column] }
          }
        }
      }
    }
  }
}
