extension Matrix {
  /// Copies rows of another matrix: `self[rows] = source[sourceRows]`.
  public func copyRows(_ range: Range<Int>, from source: Matrix, _ sourceRange: Range<Int>) {
    precondition(range.count == sourceRange.count && columns == source.columns, "copy of \(sourceRange) to \(range)")
    unsafe pointer(range).update(from: source.pointer(sourceRange), count: range.count * columns)
  }

  /// Copies the same rows of another matrix.
  public func copyRows(_ range: Range<Int>, from source: Matrix) { copyRows(range, from: source, range) }

  /// Copies whole rows of another matrix into some columns of this one:
  /// `self[rows, column ..< column + source.columns] = source[sourceRows]`.
  public func copyRows(_ range: Range<Int>, from source: Matrix, _ sourceRange: Range<Int>, toColumn column: Int) {
    precondition(column >= 0 && column + source.columns <= columns, "columns from \(column) of \(columns)")
    precondition(range.count == sourceRange.count, "copy of \(sourceRange) to \(range)")
    let input = unsafe source.pointer(sourceRange)
    let output = unsafe pointer(range)
    for row in 0..<range.count {
      unsafe (output + row * columns + column).update(from: input + row * source.columns, count: source.columns)
    }
  }

  /// Sets rows to zero.
  public func zeroRows(_ range: Range<Int>) {
    unsafe pointer(range).update(repeating: 0, count: range.count * columns)
  }

  /// Adds the same rows of another matrix in place: `self += other`.
  public func addRows(_ range: Range<Int>, _ other: Matrix) {
    precondition(columns == other.columns, "sum of \(columns) and \(other.columns) columns")
    let sum = unsafe pointer(range)
    let term = unsafe other.pointer(range)
    for index in 0..<(range.count * columns) { unsafe sum[index] += term[index] }
  }

  /// Adds a vector to every one of some rows.
  public func addVector(_ vector: Matrix, toRows range: Range<Int>) {
    let sum = unsafe pointer(range)
    let term = unsafe vector.vector(columns)
    for row in 0..<range.count {
      for column in 0..<columns { unsafe sum[row * columns + column] += term[column] }
    }
  }

  /// Raises `.nonFinite` for rows that hold NaN or infinity.
  public func checkFinite(rows range: Range<Int>, flags: RowFlagBuffer) {
    let values = unsafe pointer(range)
    for row in 0..<range.count {
      // x - x is zero for a finite x and NaN otherwise; sixteen sums leave the compiler free to use vectors.
      var sums = SIMD16<Float>.zero
      var column = 0
      while column + 16 <= columns {
        let x = unsafe UnsafeRawPointer(values + row * columns + column).loadUnaligned(as: SIMD16<Float>.self)
        sums += x - x
        column += 16
      }
      var rest: Float = 0
      while column < columns {
        unsafe rest += values[row * columns + column] - values[row * columns + column]
        column += 1
      }
      if !(sums.sum() + rest == 0) { flags[range.lowerBound + row].insert(.nonFinite) }
    }
  }
}
