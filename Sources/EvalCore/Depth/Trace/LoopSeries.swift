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
