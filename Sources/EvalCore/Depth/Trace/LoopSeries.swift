/// The ends of a group's loops, and the powers that fit them.
struct LoopSeries {
  /// The end of a loop.
  struct End {
    /// Number of the loop, from 1.
    let k: Double
    /// Relative difference to the end of the loop before.
    let residual: Double
    /// RMS of the hidden state.
    let rms: Double
    /// Share of frozen channels; 0 where it was not measured.
    let frozenShare: Double
    /// Relative difference to earlier ends, by the number of loops between.
    let lagged: [Int: Double]

    /// Whether the loop moved the state by more than the arithmetic's own grain.
    var isMoving: Bool {
      let isFrozen =
        frozenShare >= ConvergenceLimits.frozenShare && residual < ConvergenceLimits.freezingResidual
      return residual > ConvergenceLimits.roundingResidual && !isFrozen
    }
  }

  /// The ends that have their numbers.
  let ends: [End]
  /// The later half of the loops that moved the state, and at least the least number of points: the first loops of a
  /// group show where it comes from, not where it goes.
  let window: [End]

  /// The series of one group's records.
  init(_ records: [DepthTraceRecord]) {
    let loops = Dictionary(grouping: records) { $0.loop ?? 0 }.sorted { $0.key < $1.key }
    ends = loops.compactMap { loop, applications in End(loop: loop, applications) }
    window = Self.laterHalf(ends.filter(\.isMoving))
  }

  /// Slope of ln RMS on ln k over the window.
  var drift: LineFit? { Self.power(window, \.rms) }
  /// Slope of ln residual on ln k over the window.
  var decay: LineFit? { Self.power(window, \.residual) }
  /// Slope of ln residual on k over the window.
  var geometricDecay: LineFit? { Self.exponential(window, \.residual) }

  /// Whether the RMS is an exponential of k over the later half of all loops; then its growth a loop.
  var growth: Double? {
    let late = Self.laterHalf(ends)
    guard let linear = Self.exponential(late, \.rms), let power = Self.power(late, \.rms), linear.isBetter(than: power)
    else { return nil }
    return EvalCore.exponential(linear.slope)
  }

  /// The smallest number of loops after which the state is back where it was; nil where there is none.
  var period: Int? {
    let residual = window.reduce(0) { $0 + $1.residual }
    return (2...4).first { lag in
      let differences = window.compactMap { $0.lagged[lag] }
      return differences.count == window.count
        && differences.reduce(0, +) <= ConvergenceLimits.returnShare * residual
    }
  }

  /// Slope of ln RMS on ln k over every `period`th loop up to the last; nil where these are too few.
  func drift(inStepsOf period: Int) -> LineFit? {
    let inStep = stride(from: ends.count - 1, through: 0, by: -period).map { ends[$0] }
    return Self.power(Self.laterHalf(inStep.reversed()), \.rms)
  }

  private static func laterHalf(_ ends: [End]) -> [End] { ends.suffix(max(ConvergenceLimits.points, ends.count / 2)) }

  private static func power(_ ends: [End], _ value: (End) -> Double) -> LineFit? {
    fit(ends, value) { naturalLogarithm($0.k) }
  }

  private static func exponential(_ ends: [End], _ value: (End) -> Double) -> LineFit? { fit(ends, value, \.k) }

  private static func fit(_ ends: [End], _ value: (End) -> Double, _ x: (End) -> Double) -> LineFit? {
    let positive = ends.filter { value($0) > 0 }
    guard positive.count >= ConvergenceLimits.points else { return nil }
    return LineFit(positive.map(x), positive.map { naturalLogarithm(value($0)) })
  }
}

extension LoopSeries.End {
  /// The end of a loop of one or several applications; nil where a number is missing.
  init?(loop: Int, _ applications: [DepthTraceRecord]) {
    guard let last = applications.last, let rms = last.rms,
      let residual = last.lagged[1] ?? (applications.count == 1 ? last.residual : nil)
    else { return nil }
    self.init(
      k: Double(loop + 1), residual: residual, rms: rms, frozenShare: last.frozenShare ?? 0, lagged: last.lagged)
  }
}

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

/// The straight line through points with the least sum of squared distances in y.
struct LineFit {
  /// y per x.
  let slope: Double
  /// The sum of squared distances that is left.
  let squares: Double

  /// The fit of `y` on `x`; nil without two different x.
  init?(_ x: [Double], _ y: [Double]) {
    precondition(x.count == y.count, "\(x.count) x and \(y.count) y")
    let n = Double(x.count)
    let (meanX, meanY) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
    let spread = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    guard spread > 0 else { return nil }
    let slope = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / spread
    self.slope = slope
    squares = zip(x, y).reduce(0) { sum, point in
      let distance = point.1 - meanY - slope * (point.0 - meanX)
      return sum + distance * distance
    }
  }

  /// Whether this line leaves less than half of the squares that the other leaves, so that the points are lines in these
  /// coordinates rather than in those.
  func isBetter(than other: LineFit) -> Bool { squares < other.squares / 2 }
}
