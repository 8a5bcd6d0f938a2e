internal import Console
public import EvalCore

/// A run as read from its folder.
public struct StoredRun: Sendable {
  /// Where it was read from.
  public let folder: RunFolder
  /// Everything that can change its numbers.
  public let manifest: RunManifest
  /// One a doc; in run order once the run is finished, before that in the order in which they were answered.
  public let outcomes: [Outcome]
  /// Whether the run reached its end; only then is it a result.
  public let completion: Completion
  /// Whether the last line was half written when the run stopped; its doc is not among the outcomes.
  public let hasTornEnd: Bool
  /// Bytes of the complete lines of `outcomes.jsonl`.
  let completeLength: Int

  /// Refuses to be taken for another run, the checkpoint apart, whose digest takes time: see `requireCheckpoint(_:)`.
  ///
  /// - Parameters:
  ///   - manifest: A run as it would be started now.
  ///   - docs: Every doc of that run, without answers.
  /// - Throws: `UserError` that names every setting that differs, or a kept doc that is not among `docs`.
  public func requireSame(_ manifest: RunManifest, docs: [Outcome]) throws {
    let differences = RunSetting.differences(self.manifest, manifest)
    guard differences.isEmpty else { throw otherSettings(differences) }
    let known = Set(docs)
    for outcome in outcomes where !known.contains(outcome.answered([])) {
      throw UserError.foreignDoc(folder.outcomesPath, DocKey(outcome))
    }
  }

  /// Refuses to be taken for a run of another checkpoint.
  ///
  /// - Throws: `UserError` when the SHA-256 is not that of the run.
  public func requireCheckpoint(_ sha256: String?) throws {
    guard let earlier = manifest.model.sha256, earlier != sha256 else { return }
    throw otherSettings([UserError.checkpointDifference(earlier, sha256)])
  }

  private func otherSettings(_ differences: [String]) -> UserError {
    .otherSettings(folder.path, differences, isFinished: manifest.elapsedSeconds != nil)
  }
}

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
  /// - Throws: `UserError` that names every setting that differs, or a kept doc that is not among `docs`; the folder
  ///   is then as it was.
  public func resume(_ manifest: RunManifest, docs: [Outcome]) throws -> RunWriter {
    try run.requireSame(manifest, docs: docs)
    var resumed = run.manifest
    resumed.upgrade(to: manifest)
    resumed.resumedAt = (resumed.resumedAt ?? []) + [manifest.startedAt]
    do {
      try file.truncate(to: run.completeLength)
    } catch {
      throw UserError.cannotWrite(run.folder.outcomesPath, cause: error)
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
