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
