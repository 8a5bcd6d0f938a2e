/// A row-major matrix of fp32 values in memory of its own, aligned to 64 bytes.
///
/// A reference type: kernels on several threads write disjoint rows of one matrix. A vector is a matrix of one row.
@safe public final class Matrix: @unchecked Sendable {
  /// Number of rows.
  public let rows: Int
  /// Number of columns; a row starts where the previous one ends.
  public let columns: Int
  let base: UnsafeMutablePointer<Float>

  /// A matrix of zeros.
  public convenience init(rows: Int, columns: Int) {
    self.init(unfilledRows: rows, columns: columns)
    unsafe base.update(repeating: 0, count: count)
  }

  /// A matrix of any values, to be written before it is read.
  public init(unfilledRows rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0, "a matrix of \(rows) x \(columns)")
    self.rows = rows
    self.columns = columns
    let count = max(rows * columns, 1)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: count * MemoryLayout<Float>.stride, alignment: 64)
    unsafe base = memory.bindMemory(to: Float.self, capacity: count)
  }

  /// A vector (one row) of given values.
  public convenience init(vector: [Float]) {
    self.init(rows: 1, columns: vector.count)
    for (index, value) in vector.enumerated() { unsafe base[index] = value }
  }

  deinit { unsafe base.deallocate() }

  /// Number of values.
  public var count: Int { rows * columns }

  /// One value.
  public subscript(row: Int, column: Int) -> Float {
    get {
      precondition(
        row >= 0 && row < rows && column >= 0 && column < columns, "(\(row), \(column)) of \(rows) x \(columns)")
      return unsafe base[row * columns + column]
    }
    set {
      precondition(
        row >= 0 && row < rows && column >= 0 && column < columns, "(\(row), \(column)) of \(rows) x \(columns)")
      unsafe base[row * columns + column] = newValue
    }
  }

  /// The values of one row.
  public func row(_ row: Int) -> [Float] { (0..<columns).map { self[row, $0] } }

  /// Lends some rows for writing, or reading, in place.
  public func withMutableSpan<Result, Failure: Error>(
    rows range: Range<Int>, _ body: (inout MutableSpan<Float>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let start = unsafe pointer(range)
    var span = unsafe MutableSpan(_unsafeStart: start, count: range.count * columns)
    return try body(&span)
  }

  /// The address of the first of some rows, after checking that they are all there.
  func pointer(_ range: Range<Int>) -> UnsafeMutablePointer<Float> {
    precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(rows)")
    return unsafe base + range.lowerBound * columns
  }

  /// The address of the values, after checking that this is a vector of a length.
  func vector(_ length: Int) -> UnsafeMutablePointer<Float> {
    precondition(count == length, "a vector of \(count), expected \(length)")
    return unsafe base
  }
}
