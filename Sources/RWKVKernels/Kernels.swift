internal import CKernels

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
  /// What every result that a program would store is rounded to; nil for fp32.
  ///
  /// Kernels that do several operations at once then take their plain twin, which rounds after each.
  public var rounding: Rounding?

  /// Kernels at a level.
  ///
  /// - Precondition: `level` is in `SIMDLevel.available`.
  public init(level: SIMDLevel = .best) {
    precondition(SIMDLevel.available.contains(level), "\(level) does not run on this processor")
    self.level = level
  }

  /// The same kernels, measuring nothing.
  public var withoutClock: Kernels {
    var kernels = self
    kernels.clock = nil
    return kernels
  }

  /// The SIMD kernels of the level, any of whose loops takes any count; nil at `.plain`.
  var simd: ckernels_table? { unsafe ckernels_table_of(level.code)?.pointee }

  /// The SIMD kernels, where they cover rows (or heads) of this many columns; nil elsewhere.
  func simd(columns: Int) -> ckernels_table? {
    simd.flatMap { columns.isMultiple(of: $0.lanes) ? $0 : nil }
  }

  /// The same for kernels of several operations, between which SIMD versions do not round.
  func fusedSIMD(columns: Int) -> ckernels_table? { rounding == nil ? simd(columns: columns) : nil }
}
