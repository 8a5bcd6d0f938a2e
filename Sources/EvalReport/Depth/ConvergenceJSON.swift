import EvalCore

/// The JSON form of convergence.
struct ConvergenceJSON: Encodable {
  /// A group.
  struct Group: Encodable {
    let group: Int
    let loops: Int
    let state: String
    let period: Nullable<Int>
    let firstNonFinite: Nullable<Int>
    let reason: String
    let driftExponent: Nullable<Double>
    let decayExponent: Nullable<Double>
    let lastResidual: Nullable<Double>
    let lastRMS: Nullable<Double>
    let frozenShare: Nullable<Double>

    init(_ group: GroupConvergence) {
      self.group = group.group
      loops = group.loops
      state = group.state.name
      var period: Int?
      var application: Int?
      if case .oscillating(let found) = group.state { period = found }
      if case .nonFinite(let found) = group.state { application = found }
      self.period = Nullable(period)
      firstNonFinite = Nullable(application)
      reason = group.reason
      driftExponent = Nullable(finite: group.driftExponent)
      decayExponent = Nullable(finite: group.decayExponent)
      lastResidual = Nullable(finite: group.lastResidual)
      lastRMS = Nullable(finite: group.lastRMS)
      frozenShare = Nullable(finite: group.frozenShare)
    }
  }

  let groups: [Group]
  let firstNonFinite: Nullable<Int>

  init(_ groups: [GroupConvergence], firstNonFinite: DepthTraceRecord?) {
    self.groups = groups.map(Group.init)
    self.firstNonFinite = Nullable(firstNonFinite?.application)
  }
}
