/// The numerical kernels of the forward pass on one instruction set.
///
/// Every kernel works on rows of row-major fp32 matrices, is safe to call from several threads on different rows, and
/// has a plain Swift twin of the same meaning, which is what runs at `.plain` and on sizes that the SIMD version does not
/// cover (columns or head size not a multiple of its vector width).
public struct Kernels: Sendable {
  /// The instruction set in use.
  public let level: SIMDLevel
  /// Where matrix products add their time; nil to measure nothing.
  public var clock: PhaseClock?

  /// Kernels at a level.
  ///
  /// - Precondition: `level` is in `SIMDLevel.available`.
  public init(level: SIMDLevel = .best) {
    precondition(SIMDLevel.available.contains(level), "\(level) does not run on this processor")
    self.level = level
  }

  /// The same kernels, measuring nothing.
  public var withoutClock: Kernels { Kernels(level: level) }

  /// Whether the eight-lane kernels cover rows of this many columns.
  func isVectorised(columns: Int) -> Bool { level != .plain && columns.isMultiple(of: 8) }
}
