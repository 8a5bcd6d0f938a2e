internal import CKernels

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

  /// Copies some columns of another matrix into whole rows of this one:
  /// `self[rows] = source[sourceRows, column ..< column + columns]`.
  public func copyRows(_ range: Range<Int>, from source: Matrix, _ sourceRange: Range<Int>, fromColumn column: Int) {
    precondition(column >= 0 && column + columns <= source.columns, "columns from \(column) of \(source.columns)")
    precondition(range.count == sourceRange.count, "copy of \(sourceRange) to \(range)")
    let input = unsafe source.pointer(sourceRange)
    let output = unsafe pointer(range)
    for row in 0..<range.count {
      unsafe (output + row * columns).update(from: input + row * source.columns + column, count: columns)
    }
  }

  /// Copies a vector into every one of some rows.
  public func fillRows(_ range: Range<Int>, with vector: Matrix) {
    let input = unsafe vector.vector(columns)
    let output = unsafe pointer(range)
    for row in 0..<range.count { unsafe (output + row * columns).update(from: input, count: columns) }
  }

  /// Sets rows to zero.
  public func zeroRows(_ range: Range<Int>) {
    unsafe pointer(range).update(repeating: 0, count: range.count * columns)
  }

  /// Adds a vector to every one of some rows.
  public func addVector(_ vector: Matrix, toRows range: Range<Int>) {
    let sum = unsafe pointer(range)
    let term = unsafe vector.vector(columns)
    for row in 0..<range.count {
      for column in 0..<columns { unsafe sum[row * columns + column] += term[column] }
    }
  }
}

extension Kernels {
  /// Adds rows of another matrix in place: `x[rows] += term[termRows]`.
  public func add(_ term: Matrix, _ termRows: Range<Int>, to x: Matrix, _ rows: Range<Int>) {
    precondition(x.columns == term.columns && rows.count == termRows.count, "sum of \(rows) and \(termRows)")
    defer { round(x, rows: rows) }
    let (sum, term, count) = unsafe (x.pointer(rows), term.pointer(termRows), rows.count * x.columns)
    if let simd = simd { return unsafe simd.add(count, sum, term) }
    for index in 0..<count { unsafe sum[index] += term[index] }
  }

  /// Multiplies by rows of another matrix in place: `x[rows] *= factor[factorRows]`.
  public func multiply(_ x: Matrix, _ rows: Range<Int>, by factor: Matrix, _ factorRows: Range<Int>) {
    precondition(
      x.columns == factor.columns && rows.count == factorRows.count, "product of \(rows) and \(factorRows)")
    defer { round(x, rows: rows) }
    let (product, factor, count) = unsafe (x.pointer(rows), factor.pointer(factorRows), rows.count * x.columns)
    if let simd = simd { return unsafe simd.multiply(count, product, factor) }
    for index in 0..<count { unsafe product[index] *= factor[index] }
  }

  /// Raises `.nonFinite` for rows that hold NaN or infinity.
  public func checkFinite(_ x: Matrix, rows: Range<Int>, flags: RowFlagBuffer) {
    precondition(flags.rows >= rows.upperBound, "flags of \(flags.rows) rows for \(rows)")
    let values = unsafe x.pointer(rows)
    if let simd = simd(columns: x.columns) {
      return unsafe simd.check_finite(rows.count, x.columns, values, flags.base + rows.lowerBound)
    }
    for row in 0..<rows.count {
      var isFinite = true
      for column in 0..<x.columns { unsafe isFinite = isFinite && values[row * x.columns + column].isFinite }
      if !isFinite { flags[rows.lowerBound + row].insert(.nonFinite) }
    }
  }
}
