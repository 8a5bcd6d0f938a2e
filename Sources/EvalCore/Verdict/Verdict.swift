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

/// What one rule found.
public struct VerdictReason: Sendable, Hashable {
  /// Name of the rule, for example `non_finite`.
  public let rule: String
  /// What follows from it.
  public let status: Verdict.Status
  /// What was seen, with its numbers, as a sentence without a full stop.
  public let message: String
  /// Total loops of the read-out where it was seen; nil where the run has one read-out only, or the rule is about
  /// several.
  public let loops: Int?
  /// Whether it was seen in the docs, whatever the model answered; then it is the same at every read-out.
  let isAboutDocs: Bool

  /// A reason.
  public init(rule: String, status: Verdict.Status, message: String, loops: Int? = nil) {
    self.init(rule: rule, status: status, message: message, loops: loops, isAboutDocs: false)
  }

  /// A reason.
  init(rule: String, status: Verdict.Status, message: String, loops: Int? = nil, isAboutDocs: Bool) {
    self.rule = rule
    self.status = status
    self.message = message
    self.loops = loops
    self.isAboutDocs = isAboutDocs
  }

  /// The reason as one about a part of a run.
  func of(_ task: String) -> VerdictReason {
    VerdictReason(
      rule: rule, status: status, message: "\(task): \(message)", loops: loops, isAboutDocs: isAboutDocs)
  }

  /// The reason as one of a run with several read-outs.
  func at(loops: Int?) -> VerdictReason {
    guard !isAboutDocs else { return self }
    let place = loops.map { "at \($0) loops: " } ?? ""
    return VerdictReason(rule: rule, status: status, message: place + message, loops: loops)
  }
}

/// One way in which docs at one read-out depth can show that their accuracy is not a result.
///
/// A rule is a file in `Rules`, a test of the same name, and a line in `Evidence.reasonsOfRun` or `reasonsOfPart`.
protocol VerdictRule: Sendable {
  /// What the rule has against the docs; nil when nothing.
  func reason(in evidence: Evidence) -> VerdictReason?
}

/// One way in which a run as a whole can show that its accuracy is not a result.
protocol RunVerdictRule: Sendable {
  /// What the rule has against the run; nil when nothing.
  func reason(in run: RunEvidence) -> VerdictReason?
}
