import Foundation

/// Finds what the benchmark reads: the project's own files, and data in the `shared` folder beside the checkout.
struct BenchFiles: Sendable {
  /// Folders searched, in order: `RWKV_EVAL_HOME`, every folder above the executable, the working folder.
  let folders: [String]

  init(folders: [String]) { self.folders = folders }

  init() {
    var folders = [ProcessInfo.processInfo.environment["RWKV_EVAL_HOME"]].compactMap { $0 }
    let executable = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    var folder = executable ?? CommandLine.arguments[0]
    while folder != "/" && !folder.isEmpty {
      folder = (folder as NSString).deletingLastPathComponent
      folders.append(folder)
    }
    self.init(folders: folders + [FileManager.default.currentDirectoryPath])
  }

  /// The first of the folders' files or folders of a relative path; nil where there is none.
  func find(_ relative: String) -> String? {
    folders.map { $0 + "/" + relative }.first { FileManager.default.fileExists(atPath: $0) }
  }

  /// A file or folder that belongs to the project.
  ///
  /// - Throws: `BenchError` that names the places searched.
  func locate(_ relative: String) throws(BenchError) -> String {
    if let path = find(relative) { return path }
    throw BenchError(
      "the project's \(relative) was not found; searched \(folders.joined(separator: ", "))",
      remedy: "Set RWKV_EVAL_HOME to the project's folder, or run rwkv-bench from there")
  }
}
