/// How the hidden state behaves over the loops of one recurrent group.
///
/// Exponents are least-squares slopes on ln k, k the number of the loop from 1, over the later half of the loops that
/// moved the state by more than rounding; nil where these are too few.
public struct GroupConvergence: Sendable, Hashable {
  /// The group, from 0.
  public let group: Int
  /// Number of its loops.
  public let loops: Int
  /// What its loops are called.
  public let state: ConvergenceState
  /// Why, as a sentence without a full stop.
  public let reason: String
  /// Slope of ln RMS on ln k: 0 for a bounded state, 1 for linear growth.
  public let driftExponent: Double?
  /// Slope of ln residual on ln k: −1 for linear growth, below that for convergence.
  public let decayExponent: Double?
  /// Relative difference between the ends of the last two loops.
  public let lastResidual: Double?
  /// RMS at the end of the last loop.
  public let lastRMS: Double?
  /// Share of channels that the last application did not change.
  public let frozenShare: Double?

  /// Classifies the loops of a group from its records in order.
  ///
  /// A converged group needs a residual that falls faster than 1/k, or geometrically, and a drift exponent below 0.1. A
  /// small residual alone is no convergence: where h grows linearly, the residual is 1/k and passes any threshold.
  public init(group: Int, records: [DepthTraceRecord]) {
    let series = LoopSeries(records)
    let finding = ConvergenceFinding(series, firstNonFinite: records.first { $0.nonFiniteRows > 0 })
    self.group = group
    loops = Set(records.map(\.loop)).count
    state = finding.state
    reason = finding.reason
    driftExponent = series.drift?.slope
    decayExponent = series.decay?.slope
    lastResidual = series.ends.last?.residual
    lastRMS = series.ends.last?.rms
    frozenShare = records.last?.frozenShare
  }
}

extension DepthTrace {
  /// How the hidden state behaves in every group, in the order in which groups are entered.
  public var convergence: [GroupConvergence] {
    groups.map { GroupConvergence(group: $0, records: records(ofGroup: $0)) }
  }
}
