import Console
import EvalCore
import Foundation

/// What is wrong with a run's folder.
extension UserError {
  private static let giveRun = "Give the folder of a run, a part of a name that `rwkv-eval runs` lists, or last."
  private static let runAgain = "The file was changed or damaged after the run; run it again with another --output."

  private static let chooseAnother = "Choose another --output, or move that folder away."

  /// The same for a folder that was to be written.
  var forOutput: UserError {
    UserError(problem, at: place, remedy: Self.chooseAnother, kind: kind)
  }

  static func alreadyThere(_ path: String, file: String) -> UserError {
    UserError("holds a run already (\(file) is there)", path: path, remedy: chooseAnother)
  }

  static func locked(_ path: String) -> UserError {
    UserError(
      "another rwkv-eval is writing this run", path: path, remedy: "Wait for its end, or choose another --output.")
  }

  static func otherSettings(_ path: String, _ differences: [String], isFinished: Bool) -> UserError {
    UserError(
      "holds \(isFinished ? "a finished" : "an unfinished") run with other settings: "
        + differences.joined(separator: "; "), path: path,
      remedy: isFinished
        ? "`rwkv-eval report \(path)` reports that run; choose another --output for this one."
        : "Give the settings of that run to resume it, or choose another --output.")
  }

  static func checkpointDifference(_ earlier: String, _ now: String?) -> String {
    "checkpoint SHA-256 was \(earlier) and is \(now ?? "none")"
  }

  static func foreignDoc(_ path: String, _ doc: DocKey) -> UserError {
    UserError("\(doc) is not a doc of this run, or its text was another", path: path, remedy: runAgain)
  }

  static func isFile(_ path: String) -> UserError {
    UserError("is a file, and a run is a folder", path: path, remedy: "Give the path of a folder.")
  }

  static func noFolder(_ path: String) -> UserError {
    UserError("there is no such folder", path: path, remedy: giveRun)
  }

  static func noManifest(_ path: String) -> UserError {
    UserError("there is no readable manifest.json, so this is not a run", path: path, remedy: giveRun)
  }

  static func noOutcomes(_ path: String) -> UserError {
    UserError("there is no such file beside the manifest, or it is not readable", path: path, remedy: giveRun)
  }

  static func badManifest(_ path: String, cause: DecodingError) -> UserError {
    UserError("not a run's manifest: \(cause.oneLine)", path: path, remedy: giveRun)
  }

  static func unknownVersion(_ path: String, version: Int) -> UserError {
    UserError(
      "formatVersion is \(version), and this rwkv-eval reads 1 and 2", path: path,
      remedy: "Use the version of rwkv-eval that made the run.")
  }

  static func badValue(_ path: String, _ problem: String) -> UserError {
    UserError(problem, path: path, remedy: runAgain)
  }

  static func badLine(_ path: String, _ line: Int, _ problem: String) -> UserError {
    UserError(problem, path: path, line: line, remedy: runAgain)
  }

  static func tornEnd(_ path: String, line: Int) -> UserError {
    UserError(
      "the last line has no end, but the manifest says that the run finished", path: path, line: line, remedy: runAgain)
  }

  static func wrongCount(_ path: String, found: Int, expected: Int) -> UserError {
    UserError(
      "has \(found) docs, but the manifest says that the run finished with \(expected)", path: path, remedy: runAgain)
  }

  static func noRoom(_ path: String, needed: Int, free: Int) -> UserError {
    UserError(
      "there is room for \(size(free)), and the run takes about \(size(needed))", path: path,
      remedy: "Make room, or choose an --output on another disk.", kind: .failure)
  }

  static func unlistable(_ path: String, cause: any Error) -> UserError {
    UserError(
      "cannot be read: " + cause.systemReason, path: path,
      remedy: "Make it readable, or name another folder in \(RunShelf.variable).")
  }

  static func isLink(_ path: String) -> UserError {
    UserError(
      "is a link, and only a run's own folder is removed", path: path,
      remedy: "Give the folder that it leads to, or remove the link yourself.")
  }

  static func foreignFile(_ path: String, _ name: String) -> UserError {
    UserError(
      "holds \"\(name)\", which no run writes, so nothing is removed", path: path,
      remedy: "Move it away, and try again.")
  }

  static func notRemoved(_ path: String, cause: any Error) -> UserError {
    UserError(
      "cannot be removed: " + cause.systemReason, path: path, remedy: "See who may write there, and try again.",
      kind: .failure)
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 10 << 20 ? "\(bytes >> 10) KiB" : "\(bytes >> 20) MiB"
  }

  static func cannotWrite(_ path: String, cause: any Error) -> UserError {
    UserError(
      "cannot be written: " + cause.systemReason, path: path,
      remedy: "Choose an --output on a disk with room, where you may write.", kind: .failure)
  }
}
