/// How many docs of a task are evaluated: lm-evaluation-harness's `--limit`.
public enum DocLimit: Sendable, Hashable {
  /// The first docs.
  case count(Int)
  /// That share of the docs, the first ones, rounded up.
  case share(Double)

  /// A whole number of at least 1 or a share below 1; nil for anything else.
  public init?(_ text: String) {
    if let count = Int(text), count > 0 {
      self = .count(count)
    } else if let share = Double(text), share > 0, share < 1 {
      self = .share(share)
    } else {
      return nil
    }
  }

  /// Docs out of `total`.
  public func docs(of total: Int) -> Int {
    switch self {
    case .count(let count): min(count, total)
    case .share(let share): Int((Double(total) * share).rounded(.up))
    }
  }
}
