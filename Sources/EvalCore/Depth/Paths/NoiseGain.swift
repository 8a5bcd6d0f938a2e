/// What becomes of a small disturbance of the state after the first loop.
public struct NoiseGain: Sendable, Hashable {
  /// Relative size of the disturbance at the end over that at the start, root mean square over rows.
  public let total: Double
  /// Loops between the disturbance and the end.
  public let loops: Int

  /// The factor of a loop, if all had the same; above 1 errors grow.
  public var perLoop: Double { total > 0 ? exponential(naturalLogarithm(total) / Double(loops)) : 0 }

  /// Compares a disturbed recurrence with itself undisturbed; nil where numbers broke.
  ///
  /// - Parameters:
  ///   - ends: `[row][C]`, undisturbed.
  ///   - disturbed: The same rows, disturbed.
  ///   - size: Relative size of the disturbance: its length over that of the state.
  ///   - loops: Between the disturbance and the end, at least 1.
  public init?(ends: [[Float]], disturbed: [[Float]], size: Double, loops: Int) {
    precondition(ends.count == disturbed.count && size > 0 && loops > 0, "\(loops) loops, a disturbance of \(size)")
    let squares = zip(ends, disturbed).compactMap { TraceRow.difference($0, $1) }.map { $0 * $0 / (size * size) }
    let total = (squares.reduce(0, +) / Double(squares.count)).squareRoot()
    guard total.isFinite else { return nil }
    self.total = total
    self.loops = loops
  }
}
