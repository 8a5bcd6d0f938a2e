import EvalCore

/// How the hidden state behaves over the loops of every group.
struct ConvergencePage {
  private let groups: [GroupConvergence]
  private let firstNonFinite: DepthTraceRecord?
  private let showsAll: Bool

  init(_ groups: [GroupConvergence], firstNonFinite: DepthTraceRecord?, showsAll: Bool) {
    self.groups = groups
    self.firstNonFinite = firstNonFinite
    self.showsAll = showsAll
  }

  var page: DepthPage {
    DepthPage(
      title: "Convergence",
      parts: [DepthPage.Part(heading: "Groups", table: TextTable(columns: columns), lines: reasons + legend)])
  }

  private var columns: [TableColumn] {
    [
      TableColumn("Group", groups) { "\($0.group)" },
      TableColumn("Loops", groups) { "\($0.loops)" },
      TableColumn("State", isRight: false, groups) { ConvergenceText($0.state).text },
      TableColumn("RMS", groups) { significant($0.lastRMS) },
      TableColumn("Drift", groups) { fixed($0.driftExponent) },
      TableColumn("Residual", groups) { significant($0.lastResidual) },
      TableColumn("Decay", groups) { fixed($0.decayExponent) },
      TableColumn("Frozen", groups) { NumberText.percent($0.frozenShare, 1) },
    ]
  }

  /// Of every group, or of the first in each state.
  private var reasons: [String] {
    var seen: Set<String> = []
    let shown = groups.filter { seen.insert(ConvergenceText($0.state).text).inserted || showsAll }
    let missing = groups.count - shown.count
    return shown.map { "group \($0.group): \($0.reason)." }
      + (missing == 0 ? [] : ["\(missing) of \(groups.count) reasons are left out; --all prints them."])
  }

  private var legend: [String] {
    let broken = firstNonFinite.map { record in
      let place = record.group.map { " (group \($0), loop \(record.loop ?? 0))" } ?? ""
      return "Numbers stop being numbers after layer application \(record.application)\(place)."
    }
    return (broken.map { [$0] } ?? []) + [
      "RMS, residual and frozen channels: after the last loop. Drift: exponent of the RMS in the loop number.",
      "Decay: exponent of the residual; −1 is what linear growth gives, and no convergence.",
    ]
  }

  private func fixed(_ value: Double?) -> String { value.map { NumberText.fixed($0, 2) } ?? "–" }

  private func significant(_ value: Double?) -> String { value.map { NumberText.significant($0, 3) } ?? "–" }
}

/// A state of convergence as words.
struct ConvergenceText {
  private let state: ConvergenceState

  init(_ state: ConvergenceState) { self.state = state }

  /// For example `oscillating, period 2`.
  var text: String {
    switch state {
    case .oscillating(let period): "oscillating, period \(period)"
    case .nonFinite(let application): "not finite from \(application)"
    case .tooShort: "too short"
    default: state.name
    }
  }
}

extension ConvergenceText {
  /// The states of groups, those of one state together, for example `groups 0 to 6 converged, group 7 drifting`.
  static func summary(_ groups: [GroupConvergence]) -> String {
    groups.map { ConvergenceText($0.state).text }.uniqued().map { state in
      let numbers = groups.filter { ConvergenceText($0.state).text == state }.map(\.group)
      return "\(NumberRanges(numbers, of: "group").text) \(state)"
    }.joined(separator: ", ")
  }
}

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
