public import Console

/// The names of all tasks, groups and tags in one or more folders.
///
/// A name that a later folder has too stands for what it is there, as with lm-evaluation-harness's `--include_path`.
public struct TaskIndex: Sendable {
  /// What each name stands for.
  public let entries: [String: IndexEntry]
  /// All names, sorted by code points.
  public let names: [String]
  /// Files that could not be read; what they define is missing.
  public let problems: [UserError]

  /// Reads the names of folders, each with all folders below it.
  ///
  /// Files are looked at line by line, and parsed only where that does not tell.
  ///
  /// - Throws: `UserError` when a folder cannot be listed.
  public init(folders: [String]) throws(UserError) {
    var entries: [String: IndexEntry] = [:]
    var problems: [UserError] = []
    for folder in folders {
      let index = try FolderIndex(folder)
      entries.merge(index.entries) { $1 }
      problems += index.problems
    }
    self.entries = entries
    self.problems = problems
    names = entries.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What a name stands for; nil for an unknown one.
  public subscript(name: String) -> IndexEntry? { entries[name] }

  /// The names that a glob matches, sorted.
  public func names(matching glob: Glob) -> [String] { names.filter(glob.matches) }
}

/// What an index knows under a name.
public struct IndexEntry: Sendable, Hashable {
  /// What a name stands for.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A task that YAML describes.
    case task
    /// A task that a Python class describes, which cannot be evaluated here.
    case pythonTask
    /// Tasks, tags and groups with results of their own.
    case group
    /// A label on tasks.
    case tag
  }

  /// The name.
  public let name: String
  /// What it stands for.
  public let kind: Kind
  /// The YAML file; nil for a tag.
  public let path: String?
  /// The tags of a task or group.
  public let tags: [String]
  /// The names of a tag's tasks, sorted.
  public internal(set) var members: [String] = []
  /// Files of the same folder that define the name too; lm-evaluation-harness takes the first file by path.
  public internal(set) var duplicates: [String] = []
}
