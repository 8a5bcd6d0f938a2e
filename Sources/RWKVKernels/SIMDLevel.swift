internal import CKernels

/// An instruction set that the kernels are written for.
public enum SIMDLevel: String, Sendable, CaseIterable {
  /// Plain Swift, for any processor.
  case plain
  /// AVX2 and FMA on x86-64.
  case avx2

  /// The best level of this processor, asked at run time.
  public static let best: SIMDLevel = ckernels_best_level() == CInt(CKERNELS_AVX2) ? .avx2 : .plain

  /// Levels that run on this processor, the best one last.
  public static let available: [SIMDLevel] = best == .avx2 ? [.plain, .avx2] : [.plain]
}
