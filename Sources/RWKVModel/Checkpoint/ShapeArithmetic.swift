/// Arithmetic on sizes that come from a file and may be anything.
enum ShapeArithmetic {
  /// The product, or nil when a size is negative or the product overflows; one of sizes with a zero among them overflows
  /// where that of the others does, so that strides can be had of any shape that has a product.
  static func product(_ sizes: [Int]) -> Int? {
    var product = 1
    for size in sizes {
      let (value, overflow) = product.multipliedReportingOverflow(by: max(size, 1))
      guard size >= 0, !overflow else { return nil }
      product = value
    }
    return sizes.contains(0) ? 0 : product
  }

  /// The index of the last element that a strided view reaches, or nil when it is negative or overflows.
  ///
  /// - Precondition: as many strides as sizes, and no size is 0.
  static func lastIndex(shape: [Int], strides: [Int], offset: Int) -> Int? {
    guard offset >= 0 else { return nil }
    var last = offset
    for (size, stride) in zip(shape, strides) {
      guard let reach = product([size - 1, stride]) else { return nil }
      let (value, overflow) = last.addingReportingOverflow(reach)
      guard !overflow else { return nil }
      last = value
    }
    return last
  }
}
