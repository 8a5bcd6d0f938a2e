import Console
public import EvalCore
import Foundation

extension RunFolder {
  /// A file of a run.
  public struct File: Sendable, Hashable {
    /// Its name in the folder.
    public let name: String
    /// Its size.
    public let bytes: Int
  }

  /// Whether the folder is that of a run, though perhaps of a damaged one: it has a manifest or outcomes.
  public var isRun: Bool {
    [manifestPath, outcomesPath].contains { FileManager.default.fileExists(atPath: $0) }
  }

  /// The files by name.
  ///
  /// - Throws: `UserError` when the folder cannot be read.
  public func files() throws -> [File] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted().map { name in
        let size = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.size] as? Int
        return File(name: name, bytes: size ?? 0)
      }
    } catch {
      throw UserError.unlistable(path, cause: error)
    }
  }

  /// Docs of which an outcome is written, counted without being read.
  ///
  /// - Throws: `UserError` when there are no outcomes.
  public func docsDone() throws -> Int {
    guard let data = try? Data(contentsOf: URL(filePath: outcomesPath), options: .mappedIfSafe) else {
      throw UserError.noOutcomes(outcomesPath)
    }
    return data.count { $0 == UInt8(ascii: "\n") }
  }

  /// Whether a process is writing the run now; false where the file system has no locks.
  public var isBeingWritten: Bool { LockedFile.isLocked(outcomesPath) }

  /// Refuses to be removed, unless it is a run's folder with nothing else in it, which nobody is writing.
  ///
  /// - Throws: `UserError` that says why not.
  public func requireRemovable() throws { _ = try removable() }

  /// Removes the run.
  ///
  /// - Returns: Bytes that its files took.
  /// - Throws: `UserError` as `requireRemovable()`, or when the disk refuses.
  public func remove() throws -> Int {
    // Nobody resumes the run while its files go.
    let (files, lock) = try removable()
    defer { withExtendedLifetime(lock) {} }
    do {
      for file in files { try FileManager.default.removeItem(atPath: "\(path)/\(file.name)") }
      guard unsafe rmdir(path) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    } catch {
      throw UserError.notRemoved(path, cause: error)
    }
    return files.reduce(0) { $0 + $1.bytes }
  }

  private func removable() throws -> (files: [File], lock: LockedFile?) {
    if (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil { throw UserError.isLink(path) }
    guard isRun else { throw UserError.noManifest(path) }
    let files = try files()
    if let foreign = files.first(where: { !isOwn($0.name) }) { throw UserError.foreignFile(path, foreign.name) }
    guard FileManager.default.fileExists(atPath: outcomesPath) else { return (files, nil) }
    return (files, try lockOutcomes())
  }

  /// Whether a run writes a file of this name; what a kill leaves of one that was being written too.
  private func isOwn(_ name: String) -> Bool {
    let own =
      /(manifest|summary|configs|results_.+)\.json|(outcomes|trace|samples_.+)\.jsonl|(docs|tokens)\.jsonl\.gz|(report|comparison)\.html/
    if name.hasPrefix(".dat.nosync") { return true }
    let type = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")[.type] as? FileAttributeType
    let finished = name.hasSuffix(".new") ? String(name.dropLast(4)) : name
    return type != .typeDirectory && finished.wholeMatch(of: own) != nil
  }
}

/// What a list says of a finished run, kept in `summary.json` so that nobody measures thousands of docs for a line.
public struct RunSummary: Sendable, Hashable, Codable {
  /// The first number of its report, for example `639/700 = 91.3 %`; nil where there is none.
  public let headline: String?
  /// The verdict on it, for example `VALID`.
  public let verdict: String
  /// Version of rwkv-eval that measured it: others may have other rules.
  public let toolVersion: String
  /// Bytes of `outcomes.jsonl` when it was measured.
  fileprivate var outcomesBytes: Int?

  /// A summary.
  public init(headline: String?, verdict: Verdict.Status, toolVersion: String) {
    self.headline = headline
    self.verdict = verdict.rawValue
    self.toolVersion = toolVersion
  }
}

extension RunFolder {
  private var summaryPath: String { path + "/summary.json" }

  /// Keeps a summary of the run.
  ///
  /// - Throws: `UserError` when the disk does not take it.
  public func write(_ summary: RunSummary) throws {
    do {
      var summary = summary
      summary.outcomesBytes = try FileManager.default.attributesOfItem(atPath: outcomesPath)[.size] as? Int
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try encoder.encode(summary).write(to: URL(filePath: summaryPath), options: .atomic)
    } catch {
      throw UserError.cannotWrite(summaryPath, cause: error)
    }
  }

  /// The summary, where it is of these outcomes; nil where the run must be measured.
  ///
  /// It is not where outcomes are newer or of another size, another version measured them, or the file is damaged.
  public func summary(by toolVersion: String) -> RunSummary? {
    let files = FileManager.default
    guard let own = try? files.attributesOfItem(atPath: summaryPath),
      own[.type] as? FileAttributeType == .typeRegular, let data = files.contents(atPath: summaryPath),
      let summary = try? JSONDecoder().decode(RunSummary.self, from: data), summary.toolVersion == toolVersion,
      Verdict.Status(rawValue: summary.verdict) != nil,
      let outcomes = try? files.attributesOfItem(atPath: outcomesPath),
      let written = own[.modificationDate] as? Date, let measured = outcomes[.modificationDate] as? Date,
      written >= measured,
      summary.outcomesBytes == outcomes[.size] as? Int
    else { return nil }
    return summary
  }
}

extension RunFolder {
  /// Whether the disk has room for a run, before it is scored.
  ///
  /// - Parameter bytes: An estimate of what the run's files take, those that are there already too.
  /// - Returns: What to say where the room may be too little; nil where there is enough, or where it is not known.
  /// - Throws: `UserError` when there is less than half of that.
  public func room(for bytes: Int) throws -> String? {
    var disk = statvfs()
    guard unsafe statvfs(path, &disk) == 0 else { return nil }
    let size = try? FileManager.default.attributesOfItem(atPath: outcomesPath)[.size] as? Int
    let needed = max(0, bytes - (size ?? 0))
    // A file takes whole blocks; and no disk has more than an `Int` of them free.
    let free = Int(clamping: disk.f_bavail).multipliedReportingOverflow(by: Int(clamping: disk.f_frsize))
    guard !free.overflow, free.partialValue < needed else { return nil }
    let error = UserError.noRoom(path, needed: needed, free: free.partialValue)
    guard free.partialValue * 2 >= needed else { throw error }
    return "\(error)"
  }
}
