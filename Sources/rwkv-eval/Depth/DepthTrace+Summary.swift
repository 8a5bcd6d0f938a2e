import EvalCore

extension DepthTrace {
  /// How the hidden states behave, a line for neighbouring groups of the same state.
  var summary: [String] {
    var lines: [(groups: ClosedRange<Int>, state: String)] = []
    for group in convergence {
      let state = group.state.text
      if let last = lines.last, last.state == state, last.groups.upperBound == group.group - 1 {
        lines[lines.count - 1].groups = last.groups.lowerBound...group.group
      } else {
        lines.append((group.group...group.group, state))
      }
    }
    return lines.map { line in
      let name =
        line.groups.count == 1
        ? "group \(line.groups.lowerBound)" : "groups \(line.groups.lowerBound)–\(line.groups.upperBound)"
      return "hidden states: \(name) \(line.state)"
    }
  }
}

extension ConvergenceState {
  fileprivate var text: String {
    switch self {
    case .oscillating(let period): "oscillating with period \(period)"
    case .nonFinite(let application): "not finite from layer application \(application) on"
    case .tooShort: "looped too few times to say how they behave"
    case .converged, .drifting, .exploding, .stagnating: name
    }
  }
}
