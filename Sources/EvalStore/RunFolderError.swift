import Console
import EvalCore
import Foundation

/// What is wrong with a run's folder, where, and how to remedy it.
public struct RunFolderError: Error, Hashable, CustomStringConvertible {
  /// The file or folder, with `:line` where there is one.
  public let location: String
  /// What is wrong there.
  public let problem: String
  /// What to do about it.
  public let remedy: String
  /// Whether the disk refused what was to be kept, so that nothing is wrong with what was asked for.
  public private(set) var isAboutWriting = false

  /// The three in one line.
  public var description: String { "\(location): \(problem). \(remedy)" }
}

extension RunFolderError {
  private static let giveRun = "Give the folder of a run, a part of a name that `rwkv-eval runs` lists, or last."
  private static let runAgain = "The file was changed or damaged after the run; run it again with another --output."

  private static let chooseAnother = "Choose another --output, or move that folder away."

  /// The same for a folder that was to be written.
  var forOutput: RunFolderError {
    RunFolderError(location: location, problem: problem, remedy: Self.chooseAnother)
  }

  static func alreadyThere(_ path: String, file: String) -> RunFolderError {
    RunFolderError(location: path, problem: "holds a run already (\(file) is there)", remedy: chooseAnother)
  }

  static func locked(_ path: String) -> RunFolderError {
    RunFolderError(
      location: path, problem: "another rwkv-eval is writing this run",
      remedy: "Wait for its end, or choose another --output.")
  }

  static func otherSettings(_ path: String, _ differences: [String], isFinished: Bool) -> RunFolderError {
    RunFolderError(
      location: path,
      problem: "holds \(isFinished ? "a finished" : "an unfinished") run with other settings: "
        + differences.joined(separator: "; "),
      remedy: isFinished
        ? "`rwkv-eval report \(path)` reports that run; choose another --output for this one."
        : "Give the settings of that run to resume it, or choose another --output.")
  }

  static func checkpointDifference(_ earlier: String, _ now: String?) -> String {
    "checkpoint SHA-256 was \(earlier) and is \(now ?? "none")"
  }

  static func foreignDoc(_ path: String, _ doc: DocKey) -> RunFolderError {
    RunFolderError(
      location: path, problem: "\(doc) is not a doc of this run, or its text was another", remedy: runAgain)
  }

  static func isFile(_ path: String) -> RunFolderError {
    RunFolderError(location: path, problem: "is a file, and a run is a folder", remedy: "Give the path of a folder.")
  }

  static func noFolder(_ path: String) -> RunFolderError {
    RunFolderError(location: path, problem: "there is no such folder", remedy: giveRun)
  }

  static func noManifest(_ path: String) -> RunFolderError {
    RunFolderError(location: path, problem: "there is no readable manifest.json, so this is not a run", remedy: giveRun)
  }

  static func noOutcomes(_ path: String) -> RunFolderError {
    RunFolderError(
      location: path, problem: "there is no such file beside the manifest, or it is not readable", remedy: giveRun)
  }

  static func badManifest(_ path: String, cause: DecodingError) -> RunFolderError {
    RunFolderError(location: path, problem: "not a run's manifest: \(cause.oneLine)", remedy: giveRun)
  }

  static func unknownVersion(_ path: String, version: Int) -> RunFolderError {
    RunFolderError(
      location: path, problem: "formatVersion is \(version), and this rwkv-eval reads 1 and 2",
      remedy: "Use the version of rwkv-eval that made the run.")
  }

  static func badValue(_ path: String, _ problem: String) -> RunFolderError {
    RunFolderError(location: path, problem: problem, remedy: runAgain)
  }

  static func badLine(_ path: String, _ line: Int, _ problem: String) -> RunFolderError {
    RunFolderError(location: "\(path):\(line)", problem: problem, remedy: runAgain)
  }

  static func tornEnd(_ path: String, line: Int) -> RunFolderError {
    RunFolderError(
      location: "\(path):\(line)", problem: "the last line has no end, but the manifest says that the run finished",
      remedy: runAgain)
  }

  static func wrongCount(_ path: String, found: Int, expected: Int) -> RunFolderError {
    RunFolderError(
      location: path, problem: "has \(found) docs, but the manifest says that the run finished with \(expected)",
      remedy: runAgain)
  }

  static func noRoom(_ path: String, needed: Int, free: Int) -> RunFolderError {
    RunFolderError(
      location: path,
      problem: "there is room for \(size(free)), and the run takes about \(size(needed))",
      remedy: "Make room, or choose an --output on another disk.", isAboutWriting: true)
  }

  static func unlistable(_ path: String, cause: any Error) -> RunFolderError {
    RunFolderError(
      location: path, problem: "cannot be read: " + cause.systemReason,
      remedy: "Make it readable, or name another folder in \(RunShelf.variable).")
  }

  static func isLink(_ path: String) -> RunFolderError {
    RunFolderError(
      location: path, problem: "is a link, and only a run's own folder is removed",
      remedy: "Give the folder that it leads to, or remove the link yourself.")
  }

  static func foreignFile(_ path: String, _ name: String) -> RunFolderError {
    RunFolderError(
      location: path, problem: "holds \"\(name)\", which no run writes, so nothing is removed",
      remedy: "Move it away, and try again.")
  }

  static func notRemoved(_ path: String, cause: any Error) -> RunFolderError {
    RunFolderError(
      location: path, problem: "cannot be removed: " + cause.systemReason,
      remedy: "See who may write there, and try again.", isAboutWriting: true)
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 10 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB"
  }

  static func cannotWrite(_ path: String, cause: any Error) -> RunFolderError {
    RunFolderError(
      location: path, problem: "cannot be written: " + cause.systemReason,
      remedy: "Choose an --output on a disk with room, where you may write.", isAboutWriting: true)
  }
}
