public import PythonValues

/// What a task says about its data, and which splits of it a run needs.
public struct DatasetReference: Sendable {
  /// The task's name.
  public let task: String
  /// Other names under which the user may point to the data of this task: its groups, tags, and folder.
  public let families: [String]
  /// `dataset_path`: a Hub data set (`Rowan/hellaswag`), a loader (`json`, `csv`), or a folder.
  public let path: String
  /// `dataset_name`, the configuration of a Hub data set.
  public let name: String?
  /// `dataset_kwargs`.
  public let options: PythonValue.Dictionary
  /// The splits that the run will ask for; more than one when few-shot examples come from another split.
  public let splits: [String]

  /// A reference from the fields of a task.
  public init(
    task: String, families: [String] = [], path: String, name: String? = nil, options: PythonValue.Dictionary = [:],
    splits: [String]
  ) {
    self.task = task
    self.families = families
    self.path = path
    self.name = name
    self.options = options
    self.splits = splits
  }

  /// The last component of `path`.
  var shortPath: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// Whether the data set has one configuration, so that a split's name says all.
  var hasOneConfiguration: Bool { name == nil || name == "default" }
}

/// Published files of a data set whose columns are not those of its Hub form, which the tasks are written for.
enum PublishedLayout {
  /// MMLU as its authors publish it: CSV without a header, the answer a letter.
  case mmlu(subject: String)

  /// MMLU's name on the Hub.
  static let mmluPath = "cais/mmlu"

  /// The layout of a data set; nil for one whose files have the Hub's columns.
  init?(_ reference: DatasetReference) {
    guard reference.path == Self.mmluPath, let subject = reference.name else { return nil }
    self = .mmlu(subject: subject)
  }

  /// The docs of a file, with the Hub's fields.
  ///
  /// - Throws: `UserError` naming row and column.
  func docs(of file: DataFile) throws -> [Doc] {
    switch self {
    case .mmlu(let subject): try MMLURows.docs(of: file.bytes, path: file.place, subject: subject)
    }
  }
}
