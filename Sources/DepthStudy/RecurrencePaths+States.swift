public import EvalCore

extension PathIndependence {
  /// Compares ends, `[row][C]`, rows of different inputs.
  ///
  /// - Parameters:
  ///   - ends: Of the recurrence as it is.
  ///   - others: Of the same rows from other starts.
  public init(ends: [[Float]], others: [PathStart: [[Float]]]) {
    let alignments = others.compactMapValues { StateGeometry.alignment($0, ends) }
    self.init(
      alignments: alignments.count == others.count ? alignments : [:],
      inputAlignment: StateGeometry.alignmentOfRows(ends))
  }
}

extension NoiseGain {
  /// Compares a disturbed recurrence with itself undisturbed; nil where numbers broke.
  ///
  /// - Parameters:
  ///   - ends: `[row][C]`, undisturbed.
  ///   - disturbed: The same rows, disturbed.
  ///   - size: Relative size of the disturbance: its length over that of the state.
  ///   - loops: Between the disturbance and the end, at least 1.
  public init?(ends: [[Float]], disturbed: [[Float]], size: Double, loops: Int) {
    precondition(ends.count == disturbed.count && size > 0 && loops > 0, "\(loops) loops, a disturbance of \(size)")
    let squares = zip(ends, disturbed).compactMap { StateGeometry.relativeDifference($0, $1) }
      .map { $0 * $0 / (size * size) }
    let total = (squares.reduce(0, +) / Double(squares.count)).squareRoot()
    guard total.isFinite else { return nil }
    self.init(total: total, loops: loops)
  }
}
