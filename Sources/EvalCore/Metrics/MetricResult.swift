/// A metric of a task or group.
public struct MetricResult: Sendable, Hashable {
  /// Name, for example `acc`.
  public let name: String
  /// Name of the filter that the model's answers went through, for example `none`.
  public let filter: String
  /// The aggregated value; NaN or infinite where the log-likelihoods were.
  public let value: Double
  /// Standard error; nil where lm-evaluation-harness has none and writes `N/A`.
  public let stderr: Double?

  /// A result.
  public init(name: String, filter: String = "none", value: Double, stderr: Double?) {
    self.name = name
    self.filter = filter
    self.value = value
    self.stderr = stderr
  }

  /// The name in lm-evaluation-harness's results, for example `acc,none`.
  public var key: String { "\(name),\(filter)" }

  /// The standard error's name in lm-evaluation-harness's results, for example `acc_stderr,none`.
  public var stderrKey: String { "\(name)_stderr,\(filter)" }
}
