/// The rules that name a series of loops, in the order in which they are asked.
struct ConvergenceFinding {
  let state: ConvergenceState
  let reason: String

  /// Names a series.
  ///
  /// - Parameters:
  ///   - series: The ends of the loops.
  ///   - firstNonFinite: The first record of the group with a row that is not finite.
  init(_ series: LoopSeries, firstNonFinite: DepthTraceRecord?) {
    self =
      firstNonFinite.map(Self.nonFinite) ?? Self.tooShort(series) ?? Self.exploding(series)
      ?? Self.converged(series) ?? Self.stagnating(series) ?? Self.oscillating(series) ?? Self.drifting(series)
  }

  private init(_ state: ConvergenceState, _ reason: String) {
    self.state = state
    self.reason = reason
  }

  private static func nonFinite(_ record: DepthTraceRecord) -> ConvergenceFinding {
    ConvergenceFinding(
      .nonFinite(application: record.application),
      "\(record.nonFiniteRows) of \(record.rows) rows hold NaN or infinity after layer application "
        + "\(record.application) (layer \(record.layer))")
  }

  private static func tooShort(_ series: LoopSeries) -> ConvergenceFinding? {
    guard series.ends.count < ConvergenceLimits.loops else { return nil }
    return ConvergenceFinding(
      .tooShort,
      "\(series.ends.count) loops with an RMS and a difference to the loop before, and \(ConvergenceLimits.loops) are "
        + "needed")
  }

  private static func exploding(_ series: LoopSeries) -> ConvergenceFinding? {
    if let rms = series.ends.last?.rms, rms > ConvergenceLimits.overflowRMS {
      return ConvergenceFinding(
        .exploding, "the RMS is \(rms), and above 1e18 a layer norm's variance overflows in fp32")
    }
    guard let growth = series.growth, growth > ConvergenceLimits.growth else { return nil }
    return ConvergenceFinding(
      .exploding, "the RMS is multiplied by \(growth.fixed(3)) in every loop, which is faster than any power of k")
  }

  private static func converged(_ series: LoopSeries) -> ConvergenceFinding? {
    guard let decay = series.decay, let geometric = series.geometricDecay, let drift = series.drift,
      drift.slope < ConvergenceLimits.driftExponent
    else { return nil }
    let factor = exponential(geometric.slope)
    if factor < ConvergenceLimits.geometricFactor, geometric.isBetter(than: decay) {
      return ConvergenceFinding(
        .converged, "the residual is multiplied by \(factor.fixed(3)) in every loop, and \(words(drift))")
    }
    guard decay.slope < ConvergenceLimits.decayExponent else { return nil }
    return ConvergenceFinding(
      .converged, "the residual falls as k^\(decay.slope.fixed(2)), faster than 1/k, and \(words(drift))")
  }

  private static func stagnating(_ series: LoopSeries) -> ConvergenceFinding? {
    guard let last = series.ends.last, !last.isMoving else { return nil }
    let before =
      series.decay.map { "before that the residual fell as k^\($0.slope.fixed(2)) only" }
      ?? "too few loops moved it before to show a fixed point"
    return ConvergenceFinding(
      .stagnating,
      "the steps are lost in rounding (residual \(last.residual.fixed(6)), \(last.frozenShare.percent(1)) of the channels frozen); "
        + before)
  }

  private static func oscillating(_ series: LoopSeries) -> ConvergenceFinding? {
    guard let period = series.period,
      (series.drift(inStepsOf: period)?.slope.magnitude ?? 0) < ConvergenceLimits.driftExponent
    else { return nil }
    return ConvergenceFinding(
      .oscillating(period: period), "every loop moves the state, but it is back where it was after \(period) loops")
  }

  private static func drifting(_ series: LoopSeries) -> ConvergenceFinding {
    guard let decay = series.decay, let drift = series.drift else {
      return ConvergenceFinding(.drifting, "the state goes on moving, in too few loops to fit a power")
    }
    return ConvergenceFinding(.drifting, "\(words(drift)), and the residual as k^\(decay.slope.fixed(2))")
  }

  private static func words(_ drift: LineFit) -> String { "the RMS goes as k^\(drift.slope.fixed(2))" }
}

/// How the hidden state behaves from loop to loop of one recurrent group.
public enum ConvergenceState: Sendable, Hashable {
  /// It approaches a fixed point: the residual falls faster than 1/k, or geometrically, and the RMS does not drift.
  case converged
  /// It goes on moving.
  case drifting
  /// It comes back to where it was a number of loops before.
  case oscillating(period: Int)
  /// The RMS grows faster than any power of k, or beyond what a layer norm in fp32 can take.
  case exploding
  /// It stands still because the arithmetic has no finer numbers, without having approached a fixed point.
  case stagnating
  /// A row holds NaN or infinity, first after this layer application.
  case nonFinite(application: Int)
  /// There are too few loops to say.
  case tooShort

  /// The state in a word, for tables and JSON.
  public var name: String {
    switch self {
    case .converged: "converged"
    case .drifting: "drifting"
    case .oscillating: "oscillating"
    case .exploding: "exploding"
    case .stagnating: "stagnating"
    case .nonFinite: "non_finite"
    case .tooShort: "too_short"
    }
  }
}

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
