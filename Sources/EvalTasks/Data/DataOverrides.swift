public import Console
internal import PythonValues

/// Where the user says that data is: `--data NAME=PATH`, once or more.
public struct DataOverrides: Sendable {
  /// The path of each name, in the order given.
  private let paths: [(name: String, path: String)]

  /// No overrides.
  public init() { paths = [] }

  /// Overrides from their texts, each `NAME=PATH`.
  ///
  /// NAME is that of a task, of a group, tag or folder of tasks, or of a data set (`cais/mmlu`); PATH is a file, a folder
  /// or an archive.
  ///
  /// - Throws: `UserError` when a text is not of that form or a name is there twice.
  public init(_ texts: [String]) throws(UserError) {
    var paths: [(name: String, path: String)] = []
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
        throw UserError(
          "\"\(text)\" does not say whose data it is", place: "--data",
          remedy: "Give NAME=PATH, for example --data hellaswag=hellaswag_validation.jsonl.gz.")
      }
      guard !paths.contains(where: { $0.name == parts[0] }) else {
        throw UserError("\"\(parts[0])\" is given twice", place: "--data", remedy: "Keep one of the two.")
      }
      paths.append((parts[0], parts[1]))
    }
    self.paths = paths
  }

  /// Throws when an override is for none of the tasks of a run.
  public func check(against references: [DatasetReference]) throws(UserError) {
    let known = references.flatMap(Self.names)
    for (name, path) in paths where !known.contains(name) {
      throw UserError(
        "\(name)=\(path): no task of this run is called so, nor its family or data set", place: "--data",
        remedy: DidYouMean.sentence(name, in: Array(Set(known)).sorted()))
    }
  }

  /// A path given for a task.
  struct Override {
    let path: String
    /// Whether it was given for this task and not for a family that shares it.
    let isForTaskAlone: Bool
  }

  /// The override for a task; one under the task's own name wins over one for its family, and that over its data set.
  func override(for reference: DatasetReference) -> Override? {
    for name in Self.names(of: reference) {
      if let path = paths.first(where: { $0.name == name })?.path {
        return Override(path: path, isForTaskAlone: name == reference.task)
      }
    }
    return nil
  }

  private static func names(of reference: DatasetReference) -> [String] {
    [reference.task] + reference.families + [reference.path, reference.shortPath]
  }
}
