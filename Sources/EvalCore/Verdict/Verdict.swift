/// Whether a result means what it seems to mean, and why not.
///
/// A number of right answers alone does not show that a model is broken or answers without reading: one that always
/// says "A" scores 3222 of 14042 on MMLU. So no result is without a verdict.
public struct Verdict: Sendable, Hashable {
  /// How far a result can be relied on, from best to worst.
  public enum Status: String, Sendable, Hashable, Comparable, CaseIterable {
    /// No rule objects.
    case valid = "VALID"
    /// The numbers are numbers, but may not measure what was asked.
    case suspect = "SUSPECT"
    /// The computation failed: this is not a result.
    case invalid = "INVALID"

    /// Whether `a` is the better one.
    public static func < (a: Status, b: Status) -> Bool { a.severity < b.severity }

    private var severity: Int {
      switch self {
      case .valid: 0
      case .suspect: 1
      case .invalid: 2
      }
    }
  }

  /// The worst status of the reasons; VALID without any.
  public let status: Status
  /// What the rules found, worst first.
  public let reasons: [VerdictReason]

  /// The verdict that follows from `reasons`.
  public init(_ reasons: [VerdictReason]) {
    self.reasons = reasons.filter { $0.status == .invalid } + reasons.filter { $0.status != .invalid }
    status = reasons.map(\.status).max() ?? .valid
  }
}
