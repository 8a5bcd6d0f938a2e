public import EvalCore

/// A run in a comparison, apart from its docs.
public struct ComparedRun: Sendable {
  /// Name, for example the run's folder.
  public let name: String
  /// Everything that can change its numbers.
  public let manifest: RunManifest
  /// Its verdict by itself.
  public let verdict: Verdict

  /// A run.
  public init(name: String, manifest: RunManifest, verdict: Verdict) {
    self.name = name
    self.manifest = manifest
    self.verdict = verdict
  }
}
