public import Console
public import EvalCore
public import Foundation

/// A folder of runs: it keeps those that were given no folder of their own, and lists all that are in it.
public struct RunShelf: Sendable, Hashable {
  /// The environment variable that names the folder.
  public static let variable = "RWKV_EVAL_RUNS"

  /// The folder, without a slash at the end.
  public let path: String

  /// The runs in the folder at `path`, which need not be there yet.
  public init(_ path: String) {
    let end = path.lastIndex { $0 != "/" } ?? path.startIndex
    self.path = String(path[...end])
  }

  /// The folder that `RWKV_EVAL_RUNS` names, in which `~` is the home folder; else `runs` in the current directory.
  ///
  /// An empty value counts as none, as everywhere in the XDG base directory specification.
  public init(environment: [String: String]) {
    let value = environment[Self.variable] ?? ""
    self.init(value.isEmpty ? "runs" : (value as NSString).expandingTildeInPath)
  }

  /// The runs in the folder, oldest first; empty where there is no such folder.
  ///
  /// What is no run is passed over. A damaged run is among them, at the time of its folder's last change.
  ///
  /// - Throws: `UserError` when the folder cannot be read.
  public func runs() throws -> [ShelvedRun] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).compactMap { ShelvedRun(named: $0, in: self) }
        .sorted(by: ShelvedRun.isOlder)
    } catch {
      throw UserError.unlistable(path, cause: error)
    }
  }

  /// Makes a folder for a new run; where one of that name is there already, `-2` and so on is added.
  ///
  /// - Throws: `UserError` when it cannot be made.
  public func makeFolder(named name: String) throws -> RunFolder {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      var number = 1
      while true {
        let folder = RunFolder("\(path)/\(name)" + (number == 1 ? "" : "-\(number)"))
        // The system says in one step whether somebody else was faster.
        if unsafe mkdir(folder.path, 0o777) == 0 { return folder }
        guard errno == EEXIST else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        number += 1
      }
    } catch {
      throw UserError.cannotWrite(path, cause: error)
    }
  }

  /// The name of a run's folder, for example `2026-11-27T14-03-09-demo-mmlu`: ASCII letters, digits and `._+-`, at most
  /// 121 bytes.
  ///
  /// - Parameter zone: Where the time is told.
  public static func name(of manifest: RunManifest, startedAt: Date, zone: TimeZone = .current) -> String {
    let style = Date.ISO8601FormatStyle(timeZone: zone).year().month().day().dateSeparator(.dash)
      .time(includingFractionalSeconds: false)
    let time = startedAt.formatted(style).replacing(":", with: "-")
    return "\(time)-\(safe(manifest.model.name, most: 40))-\(safe(manifest.task.name, most: 60))"
  }

  /// A name as a part of a file's name: a comma becomes `+`, any row of other unsafe characters `_`.
  private static func safe(_ name: String, most: Int) -> String {
    let text = name.replacing(",", with: "+").replacing(/[^A-Za-z0-9._+\-]+/, with: "_").prefix(most)
    return text.isEmpty ? "_" : String(text)
  }
}

/// A run in a folder of runs, of which only the manifest was read.
public struct ShelvedRun: Sendable {
  /// Its folder.
  public let folder: RunFolder
  /// The folder's name.
  public let name: String
  /// When it was started; of a damaged run, when its folder was last changed.
  public let started: Date
  /// The manifest, or what is wrong with it.
  public let manifest: Result<RunManifest, UserError>

  /// Nil for what is no run.
  fileprivate init?(named name: String, in shelf: RunShelf) {
    let folder = RunFolder("\(shelf.path)/\(name)")
    guard folder.isRun else { return nil }
    self.folder = folder
    self.name = name
    manifest = Result { try folder.manifest() }.mapError {
      $0 as? UserError ?? .badValue(folder.path, $0.systemReason)
    }
    let changed = try? FileManager.default.attributesOfItem(atPath: folder.path)[.modificationDate] as? Date
    let written = (try? manifest.get()).flatMap { try? Date($0.startedAt, strategy: .iso8601) }
    started = written ?? changed ?? .distantPast
  }

  /// By start; those of the same second by name, in which `-10` comes after `-2`.
  fileprivate static func isOlder(_ a: ShelvedRun, _ b: ShelvedRun) -> Bool {
    a.started == b.started ? a.name.compare(b.name, options: .numeric) == .orderedAscending : a.started < b.started
  }
}
