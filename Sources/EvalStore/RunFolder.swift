internal import Console
public import EvalCore
import Foundation

/// A folder that keeps one run: `manifest.json` and `outcomes.jsonl`, a line a doc.
///
/// `report`, `compare` and `prompts diff --scores` work from it without the model.
public struct RunFolder: Sendable, Hashable {
  /// The folder as given.
  public let path: String

  /// The folder at `path`, which need not be there yet.
  public init(_ path: String) { self.path = path }

  var manifestPath: String { path + "/manifest.json" }
  var outcomesPath: String { path + "/outcomes.jsonl" }

  /// Starts a run: makes the folder, writes the manifest and an empty list of outcomes.
  ///
  /// - Parameter manifest: The run, with `elapsedSeconds` nil.
  /// - Throws: `UserError` when the folder holds a run already, is a file, or cannot be written.
  public func create(_ manifest: RunManifest) throws -> RunWriter {
    try prepare()
    let file = try lockOutcomes()
    try refuseContent()
    var started = manifest
    started.elapsedSeconds = nil
    try write(started)
    return RunWriter(self, file: file, manifest: started, kept: [])
  }

  /// Reads the run, where there is one that came to its end.
  ///
  /// - Throws: `UserError` when the run is damaged.
  public func finished() throws -> StoredRun? {
    guard FileManager.default.fileExists(atPath: manifestPath) else { return nil }
    do {
      return try manifest().elapsedSeconds == nil ? nil : try read()
    } catch let error as UserError {
      throw error.forOutput
    }
  }

  /// Opens a run that was stopped before its end, and keeps everybody else from writing it meanwhile.
  ///
  /// - Returns: Nil where there is no run.
  /// - Throws: `UserError` when the run is finished, damaged, or being written by somebody else.
  public func stopped() throws -> StoppedRun? {
    guard FileManager.default.fileExists(atPath: manifestPath) else { return nil }
    try refuseFinished()
    guard FileManager.default.fileExists(atPath: outcomesPath) else {
      throw UserError.noOutcomes(outcomesPath).forOutput
    }
    let file = try lockOutcomes()
    // Whoever held the lock until now may have finished the run.
    try refuseFinished()
    return StoppedRun(try read(), file: file)
  }

  /// Reads the run.
  ///
  /// - Throws: `UserError` when there is no run, or a file of it is damaged. A run that was stopped before its end
  ///   is no error: see `StoredRun.completion`.
  public func read() throws -> StoredRun {
    let manifest = try self.manifest()
    let lines = try OutcomeLines(contentsOf: outcomesPath)
    let isFinished = manifest.elapsedSeconds != nil
    if isFinished, lines.hasTornEnd { throw UserError.tornEnd(outcomesPath, line: lines.complete.count + 1) }
    var reader = OutcomeReader(path: outcomesPath, manifest: manifest)
    let outcomes = try lines.complete.enumerated().map { try reader.outcome($1, line: $0 + 1) }
    if isFinished, outcomes.count != manifest.task.docs {
      throw UserError.wrongCount(outcomesPath, found: outcomes.count, expected: manifest.task.docs)
    }
    let completion = Completion(done: outcomes.count, planned: manifest.task.docs, isFinished: isFinished)
    return StoredRun(
      folder: self, manifest: manifest, outcomes: outcomes, completion: completion, hasTornEnd: lines.hasTornEnd,
      completeLength: lines.completeLength)
  }

  /// Writes the manifest in one step, so that a reader never sees half of it.
  func write(_ manifest: RunManifest) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try FileReplacement(of: manifestPath, with: encoder.encode(manifest)).commit()
    } catch {
      throw UserError.cannotWrite(manifestPath, cause: error)
    }
  }

  private func prepare() throws {
    var isFolder: ObjCBool = false
    let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if exists, !isFolder.boolValue { throw UserError.isFile(path) }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw UserError.cannotWrite(path, cause: error)
    }
  }

  func lockOutcomes() throws -> LockedFile {
    do {
      if let file = try LockedFile(outcomesPath) { return file }
    } catch {
      throw UserError.cannotWrite(outcomesPath, cause: error)
    }
    throw UserError.locked(path)
  }

  /// A start that was killed may leave an empty list of outcomes, which is no run.
  private func refuseContent() throws {
    if FileManager.default.fileExists(atPath: manifestPath) {
      throw UserError.alreadyThere(path, file: manifestPath)
    }
    if FileManager.default.contents(atPath: outcomesPath)?.isEmpty == false {
      throw UserError.alreadyThere(path, file: outcomesPath)
    }
  }

  private func refuseFinished() throws {
    do {
      guard try manifest().elapsedSeconds != nil else { return }
    } catch let error as UserError {
      throw error.forOutput
    }
    throw UserError.alreadyThere(path, file: manifestPath)
  }

  /// Reads what was run, and how.
  ///
  /// - Throws: `UserError` when there is no run, or its manifest is damaged.
  public func manifest() throws -> RunManifest {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw UserError.noFolder(path)
    }
    guard isFolder.boolValue else { throw UserError.isFile(path) }
    guard let data = FileManager.default.contents(atPath: manifestPath) else { throw UserError.noManifest(path) }
    do {
      let version = try JSONDecoder().decode(ManifestVersion.self, from: data).formatVersion
      guard (1...2).contains(version) else { throw UserError.unknownVersion(manifestPath, version: version) }
      let manifest = try JSONDecoder().decode(RunManifest.self, from: data)
      if let problem = ManifestCheck(manifest).problem { throw UserError.badValue(manifestPath, problem) }
      return manifest
    } catch let error as DecodingError {
      throw UserError.badManifest(manifestPath, cause: error)
    }
  }
}
