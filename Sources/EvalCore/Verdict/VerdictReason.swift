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
