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
