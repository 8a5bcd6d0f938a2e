internal import CKernels

/// An instruction set that the kernels are written for.
public enum SIMDLevel: String, Sendable, CaseIterable {
  /// Plain Swift, for any processor.
  case plain
  /// AVX2 and FMA on x86-64.
  case avx2

  /// The same, and AVX-512 where it measured faster: the WKV recurrence.
  case avx512

  /// The best level of this processor, asked at run time.
  public static let best: SIMDLevel =
    switch ckernels_best_level() {
    case CInt(CKERNELS_AVX512): .avx512
    case CInt(CKERNELS_AVX2): .avx2
    default: .plain
    }

  /// Levels that run on this processor, the best one last.
  public static let available: [SIMDLevel] = Array(allCases.prefix(through: allCases.firstIndex(of: best) ?? 0))
}
