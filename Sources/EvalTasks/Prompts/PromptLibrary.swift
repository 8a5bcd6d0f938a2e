internal import Console
internal import Foundation
internal import PythonValues

/// Finds prompts by name in folders of prompt files, or by path.
public struct PromptLibrary: Sendable {
  /// A prompt file that can be named without its folder.
  public struct Entry: Sendable, Hashable {
    /// The file's name without its suffix.
    public let name: String
    /// The file's path.
    public let path: String
  }

  /// The folders, first match wins.
  public let folders: [String]

  /// A library of folders; those that are not there are passed over.
  public init(folders: [String]) { self.folders = folders }

  /// All prompts of the folders, sorted by name; of two with one name, that of the earlier folder.
  public var entries: [Entry] {
    var byName: [String: Entry] = [:]
    for folder in folders {
      let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for file in files.sorted() where file.hasSuffix(".yaml") && !file.hasPrefix(".") {
        let name = String(file.dropLast(".yaml".count))
        if byName[name] == nil { byName[name] = Entry(name: name, path: folder + "/" + file) }
      }
    }
    return byName.values.sorted { $0.name < $1.name }
  }

  /// Reads a prompt by name, or by path when there is a `/` or a `.yaml` or `.yml` suffix in it.
  ///
  /// - Throws: `UserError` when there is no such prompt (with the nearest names) or it has a mistake;
  ///   `UserError` when the file cannot be read.
  public func prompt(_ nameOrPath: String) throws -> Prompt {
    let isPath = nameOrPath.contains("/") || nameOrPath.hasSuffix(".yaml") || nameOrPath.hasSuffix(".yml")
    if isPath { return try Prompt(contentsOf: nameOrPath) }
    let entries = entries
    if let entry = entries.first(where: { $0.name == nameOrPath }) {
      return try Prompt(contentsOf: entry.path, label: nameOrPath)
    }
    let known = DidYouMean.sentence(nameOrPath, in: entries.map(\.name))
    throw UserError(
      "no prompt is named \"\(nameOrPath)\"", path: folders.joined(separator: ", "),
      remedy: "\(known) A file of your own is named by its path: --prompt ./\(nameOrPath).yaml.")
  }
}
