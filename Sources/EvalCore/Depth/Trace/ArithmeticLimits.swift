/// Where the arithmetic of a run gives out: numbers that stop being numbers, and steps that are lost in rounding.
public struct ArithmeticLimits: Sendable, Hashable {
  /// The first layer application after which a sampled row holds NaN or infinity.
  public let nonFinite: DepthTraceRecord?
  /// The first layer application that leaves a tenth of the channels as they were: its step there is below the grain of
  /// the number format.
  ///
  /// Nil where none does. In fp32 hardly a channel in a thousand stays the same, unless the state has converged.
  public let frozen: DepthTraceRecord?
  /// The last layer application with finite numbers.
  public let last: DepthTraceRecord?

  /// The limits that a trace shows.
  public init(_ trace: DepthTrace) {
    nonFinite = trace.firstNonFinite
    frozen = trace.records.first(where: \.isFreezing)
    last = trace.records.last { $0.rms != nil }
  }
}

extension DepthTraceRecord {
  /// Whether the arithmetic holds channels where they were: a state that moves by more has other reasons, and one that does
  /// not move at all has nothing to lose.
  fileprivate var isFreezing: Bool {
    guard let frozenShare, let residual else { return false }
    return frozenShare >= ConvergenceLimits.frozenShare && residual < ConvergenceLimits.freezingResidual
  }
}
