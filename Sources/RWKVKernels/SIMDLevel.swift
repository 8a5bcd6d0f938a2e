internal import CKernels

/// An instruction set that the kernels are written for.
public enum SIMDLevel: String, Sendable, CaseIterable {
  /// Plain Swift, for any processor.
  case plain
  /// NEON on 64-bit Arm.
  case neon
  /// AVX2 and FMA on x86-64.
  case avx2
  /// AVX-512 (F, BW, DQ, VL) on x86-64.
  case avx512

  /// The best level of this processor, asked at run time.
  public static let best: SIMDLevel = allCases.first { $0.code == ckernels_best_level() } ?? .plain

  /// Levels that run on this processor, the best one last.
  public static let available: [SIMDLevel] =
    switch best {
    case .plain: [.plain]
    case .neon: [.plain, .neon]
    case .avx2: [.plain, .avx2]
    case .avx512: [.plain, .avx2, .avx512]
    }

  /// The level's number in CKernels.
  var code: CInt {
    switch self {
    case .plain: CInt(CKERNELS_PLAIN)
    case .neon: CInt(CKERNELS_NEON)
    case .avx2: CInt(CKERNELS_AVX2)
    case .avx512: CInt(CKERNELS_AVX512)
    }
  }
}
