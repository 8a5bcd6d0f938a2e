public import PythonValues

/// Where a task's YAML says that its data is.
public struct DatasetConfiguration: Sendable {
  /// `dataset_path`: a data set of the Hugging Face Hub, or a loader such as `json` or `csv`.
  public let path: String
  /// `dataset_name`: the subset.
  public let name: String?
  /// `dataset_kwargs`: the loader's arguments, for example `data_files`.
  public let keywords: PythonValue.Dictionary
  /// The file that says so.
  public let file: String
  /// The line of `dataset_path` there, from 1.
  public let line: Int

  /// A data set by its names.
  public init(path: String, name: String?, keywords: PythonValue.Dictionary, file: String, line: Int) {
    self.path = path
    self.name = name
    self.keywords = keywords
    self.file = file
    self.line = line
  }
}
