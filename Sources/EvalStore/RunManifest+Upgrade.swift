public import EvalCore

extension RunManifest {
  /// Takes over what manifests of version 1 do not say and the same run says now.
  ///
  /// - Parameter now: The run as it would be started now, with the same settings.
  public mutating func upgrade(to now: RunManifest) {
    guard formatVersion < now.formatVersion else { return }
    formatVersion = now.formatVersion
    task.tree = now.task.tree
    task.measures = now.task.measures
  }
}
