public import EvalCore

/// What every report is made from.
public struct RunReport: Sendable {
  /// Everything that can change the run's numbers.
  public let manifest: RunManifest
  /// The numbers and their verdict.
  public let result: RunResult
  /// Where docs stopped; nil where no exit rule was in force.
  public let exits: LiveExits?

  /// A report of one run.
  public init(manifest: RunManifest, result: RunResult, exits: LiveExits? = nil) {
    self.manifest = manifest
    self.result = result
    self.exits = exits
  }
}
