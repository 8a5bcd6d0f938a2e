import Console
import EvalCore
import Foundation

/// Finds the files that belong to the tool (bundled models, prompts) at run time.
///
/// Searched in this order: the folder in the environment variable `RWKV_EVAL_HOME`; the executable's folder, `share/rwkv-eval`
/// beside its parent, and every folder above it (so that a binary in `.build` finds the source tree); the working folder.
enum BundledFiles {
  /// The path of a bundled file or folder, relative to the working folder if it lies in there.
  ///
  /// - Parameter relative: For example `models/demo`.
  /// - Throws: `UserError` that names the places searched.
  static func locate(_ relative: String) throws -> String {
    for folder in folders {
      let path = folder + "/" + relative
      if FileManager.default.fileExists(atPath: path) { return relativeToWorkingFolder(path) }
    }
    throw UserError(
      "the bundled \(relative) was not found; searched \(folders.joined(separator: ", "))",
      remedy: "Set RWKV_EVAL_HOME to the project's folder, or run rwkv-eval from there")
  }

  /// The folders searched, in order.
  static var folders: [String] {
    var folders: [String] = []
    if let home = ProcessInfo.processInfo.environment["RWKV_EVAL_HOME"] { folders.append(home) }
    var folder = executableFolder
    folders.append(folder)
    folders.append((folder as NSString).deletingLastPathComponent + "/share/rwkv-eval")
    while folder != "/" && !folder.isEmpty {
      folder = (folder as NSString).deletingLastPathComponent
      folders.append(folder)
    }
    folders.append(FileManager.default.currentDirectoryPath)
    return folders.uniqued()
  }

  private static func relativeToWorkingFolder(_ path: String) -> String {
    let here = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }

  private static var executableFolder: String {
    let link = "/proc/self/exe"
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) ?? CommandLine.arguments[0]
    return (path as NSString).deletingLastPathComponent
  }
}
