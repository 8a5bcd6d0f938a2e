internal import Console
internal import PythonValues

/// What `dataset_kwargs` says to the loaders `json` and `csv`.
struct LoaderOptions {
  /// Files by split, in the order given; paths, globs and addresses as written.
  private(set) var dataFiles: [(split: String, patterns: [String])] = []
  /// Folder in which the files lie.
  private(set) var dataDirectory: String?
  /// Field of a JSON object that holds the docs.
  private(set) var field: String?
  /// How values in columns are read.
  private(set) var csv = CSVOptions(typing: .pandas(readsMissing: true))

  private let task: String

  /// Reads the options.
  ///
  /// - Throws: `UserError` when a key is unknown or a value is not what the key needs.
  init(_ reference: DatasetReference) throws(UserError) {
    task = reference.task
    let options = reference.options
    for key in options.keys where !Self.known.contains(key) {
      throw UserError(
        "unknown or unsupported key \"\(key)\" in dataset_kwargs", place: task,
        remedy: DidYouMean.sentence(key, in: Self.known))
    }
    dataDirectory = try text("data_dir", options)
    field = try text("field", options)
    if let value = options["data_files"] { dataFiles = try Self.files(value, task: task) }
    try readSeparator(options)
    try readHeader(options)
    let flags = [try boolean("keep_default_na", options), try boolean("na_filter", options)]
    csv.typing = .pandas(readsMissing: !flags.contains(false))
  }

  /// The keys that are read; `trust_remote_code` has no meaning for local files, as in lm-eval.
  private static let known = [
    "data_files", "data_dir", "field", "sep", "delimiter", "header", "names", "column_names", "keep_default_na",
    "na_filter", "trust_remote_code",
  ]

  private static func files(
    _ value: PythonValue, task: String
  ) throws(UserError) -> [(split: String, patterns: [String])] {
    if case .dictionary(let splits) = value {
      var files: [(split: String, patterns: [String])] = []
      for (split, value) in splits { files.append((split, try patterns(value, task: task))) }
      return files
    }
    // As Hugging Face's loader has it: files without a split are the split "train".
    return [("train", try patterns(value, task: task))]
  }

  private static func patterns(_ value: PythonValue, task: String) throws(UserError) -> [String] {
    var values: [PythonValue] = [value]
    if case .list(let list) = value { values = list }
    var patterns: [String] = []
    for case .string(let text) in values where !text.isEmpty { patterns.append(text) }
    guard !patterns.isEmpty, patterns.count == values.count else {
      throw UserError(
        "\"data_files\" in dataset_kwargs names no files", place: task,
        remedy: "Give a path, a list of paths, or one of them for each split: {test: test.jsonl}.")
    }
    return patterns
  }

  private mutating func readSeparator(_ options: PythonValue.Dictionary) throws(UserError) {
    let delimiter = try text("delimiter", options)
    let sep = try text("sep", options)
    guard let separator = delimiter ?? sep else { return }
    guard separator.utf8.count == 1, let byte = separator.utf8.first, byte < 0x80 else {
      throw UserError(
        "the separator \"\(separator)\" in dataset_kwargs is not one ASCII character", place: task,
        remedy: "Give one character, for example \"\\t\".")
    }
    csv.separator = byte
  }

  private mutating func readHeader(_ options: PythonValue.Dictionary) throws(UserError) {
    let columnNames = try names("column_names", options)
    let plainNames = try names("names", options)
    let names = columnNames ?? plainNames
    switch (options["header"] ?? .string("infer"), names) {
    case (.string(let text), let names) where text == "infer":
      csv.header = names.map(CSVOptions.Header.names) ?? .firstRow
    case (.int(0), let names): csv.header = names.map(CSVOptions.Header.replacing) ?? .firstRow
    case (.none, let names): csv.header = names.map(CSVOptions.Header.names) ?? .numbers
    default:
      throw UserError(
        "\"header\" in dataset_kwargs is neither 0, null nor \"infer\"", place: task,
        remedy: "Give 0 where the first row has the names of the columns, null where it is data.")
    }
  }

  private func names(_ key: String, _ options: PythonValue.Dictionary) throws(UserError) -> [String]? {
    guard let value = options[key], value != PythonValue.none else { return nil }
    var names: [String] = []
    if case .list(let values) = value { for case .string(let name) in values { names.append(name) } }
    guard case .list(let values) = value, !names.isEmpty, names.count == values.count else {
      throw wrongKind(key, "a list of column names")
    }
    return names
  }

  private func text(_ key: String, _ options: PythonValue.Dictionary) throws(UserError) -> String? {
    switch options[key] {
    case nil, .some(.none): return nil
    case .some(.string(let text)): return text
    default: throw wrongKind(key, "a text")
    }
  }

  private func boolean(_ key: String, _ options: PythonValue.Dictionary) throws(UserError) -> Bool? {
    switch options[key] {
    case nil: return nil
    case .some(.bool(let value)): return value
    default: throw wrongKind(key, "true or false")
    }
  }

  private func wrongKind(_ key: String, _ expected: String) -> UserError {
    UserError(
      "\"\(key)\" in dataset_kwargs is not \(expected)", place: task, remedy: "Give \(expected), or remove the key.")
  }
}
