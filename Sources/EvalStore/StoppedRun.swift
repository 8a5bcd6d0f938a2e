public import EvalCore

/// A run that was stopped before its end, locked for this process.
public struct StoppedRun {
  private let run: StoredRun
  private let file: LockedFile

  init(_ run: StoredRun, file: LockedFile) {
    self.run = run
    self.file = file
  }

  /// The run as it was started.
  public var manifest: RunManifest { run.manifest }

  /// Resumes the run; a line that was being written when it was stopped is dropped.
  ///
  /// - Parameters:
  ///   - manifest: The run as it would be started now. What can change its numbers must be as it was; `startedAt` becomes
  ///     an entry of `resumedAt`, everything else stays as it was.
  ///   - docs: Every doc of the run, without answers, in run order.
  /// - Throws: `RunFolderError` that names every setting that differs, or a kept doc that is not among `docs`; the folder
  ///   is then as it was.
  public func resume(_ manifest: RunManifest, docs: [Outcome]) throws -> RunWriter {
    try run.requireSame(manifest, docs: docs)
    var resumed = run.manifest
    resumed.upgrade(to: manifest)
    resumed.resumedAt = (resumed.resumedAt ?? []) + [manifest.startedAt]
    do {
      try file.truncate(to: run.completeLength)
    } catch {
      throw RunFolderError.cannotWrite(run.folder.outcomesPath, cause: error)
    }
    try run.folder.write(resumed)
    return RunWriter(run.folder, file: file, manifest: resumed, kept: run.outcomes)
  }
}

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
