import EvalCore

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
