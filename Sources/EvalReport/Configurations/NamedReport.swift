import EvalCore

/// A run that is reported beside others.
public struct NamedReport: Sendable {
  /// Name that no other run of the report has, for example that of the run's folder.
  public let name: String
  /// The run.
  public let report: RunReport
  /// Lines of JSON with the token ids of its docs, as its folder keeps them; nil where it keeps none.
  public let tokenLines: [UInt8]?
  /// Name of lm-evaluation-harness's samples files beside the run, with `{task}` for the task; nil where it has none.
  public let samplesName: String?

  /// A run.
  public init(name: String, report: RunReport, tokenLines: [UInt8]? = nil, samplesName: String? = nil) {
    self.name = name
    self.report = report
    self.tokenLines = tokenLines
    self.samplesName = samplesName
  }

  /// The read-outs in words, for example `8 loops`; of a model that does not loop an empty one.
  var readoutNames: [String] { report.result.readouts.map { $0.map { "\($0) loops" } ?? "" } }
}
