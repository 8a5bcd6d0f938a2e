/// The numbers that decide what a group's loops are called, each with its reason.
enum ConvergenceLimits {
  /// Fewer loops are too short: two of the longest period that is looked for.
  static let loops = 8
  /// Points that a power must be read from: two always lie on a line.
  static let points = 3
  /// An exponent of the residual above this is no convergence: steps of 1/k add up to infinity.
  static let decayExponent = -1.0
  /// An exponent of the RMS from this on is drift (../shared/design/depth-program.md).
  static let driftExponent = 0.1
  /// A geometric residual must shrink at least this much a loop; above it 1/k at k = 100 looks the same.
  static let geometricFactor = 0.99
  /// Growth of the RMS a loop from which an exponential explodes: 50 loops multiply it by 11.
  static let growth = 1.05
  /// From here on the square of a channel overflows in fp32, and a layer norm returns its bias alone.
  static let overflowRMS = 1e18
  /// A state is back where it was when the difference is this small a part of a loop's own step.
  static let returnShare = 0.1
  /// A larger share of frozen channels is the arithmetic's doing where the steps are small, too: in fp32 hardly a channel
  /// in a thousand stays the same while the state moves.
  static let frozenShare = 0.1
  /// A channel freezes in bf16, the coarsest format, when its step is below 2⁻⁸ of it; a state that moves by more than this
  /// has other reasons.
  static let freezingResidual = 0.01
  /// Relative residuals below this are rounding: a layer in fp32 leaves some 1e-7.
  static let roundingResidual = 1e-6
}
