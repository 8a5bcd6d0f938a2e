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
