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
  /// - Throws: `CSVError` naming row and column.
  func docs(of file: DataFile) throws -> [Doc] {
    switch self {
    case .mmlu(let subject): try MMLURows.docs(of: file.bytes, path: file.place, subject: subject)
    }
  }
}
