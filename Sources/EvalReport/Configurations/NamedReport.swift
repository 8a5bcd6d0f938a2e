public import EvalCore

/// A run that is reported beside others.
public struct NamedReport: Sendable {
  /// Name, for example the run's folder.
  public let name: String
  /// The run.
  public let report: RunReport
  /// One a doc, in any order, each with an answer at every read-out of the report.
  let outcomes: [Outcome]

  /// A run.
  ///
  /// - Parameter outcomes: One a doc, in any order; where an exit rule stopped docs, each with its last answer alone.
  public init(name: String, report: RunReport, outcomes: [Outcome]) {
    self.name = name
    self.report = report
    self.outcomes = outcomes
  }
}
