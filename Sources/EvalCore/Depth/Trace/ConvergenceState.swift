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
