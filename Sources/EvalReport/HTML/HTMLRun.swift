import EvalCore

/// A run in an HTML report.
public struct HTMLRun: Sendable {
  /// Name for the page, for example that of the run's folder.
  public let name: String
  /// The run.
  public let report: RunReport
  /// Lines of JSON with the token ids of its docs, as its folder keeps them; nil where it keeps none.
  public let tokenLines: [UInt8]?

  /// A run under a name that no other run of the page has.
  public init(name: String, report: RunReport, tokenLines: [UInt8]? = nil) {
    self.name = name
    self.report = report
    self.tokenLines = tokenLines
  }

  /// The read-outs in words, for example `8 loops`; of a model that does not loop an empty one.
  var readoutNames: [String] { report.result.readouts.map { $0.map { "\($0) loops" } ?? "" } }
}
