internal import Console
public import PythonValues

/// Reads the docs of one file, whatever its form.
struct DocReader: Sendable {
  /// Field of a JSON object under which the list of docs is; nil where the file is the list.
  var field: String?
  /// How .csv and .tsv files are read.
  var csv = CSVOptions()

  /// The docs of a file, at least one.
  ///
  /// - Throws: `UserError` or `UserError` naming file, line or row, and column; among them: no docs at all, and a form that
  ///   is not read (parquet, arrow), with a command that converts it.
  func docs(of file: DataFile) throws -> [Doc] {
    let docs = try read(file)
    guard !docs.isEmpty else {
      throw UserError("has no docs", place: file.place, remedy: "Fetch it again, or name another file.")
    }
    return docs
  }

  private func read(_ file: DataFile) throws -> [Doc] {
    switch file.name.format {
    case .jsonLines:
      guard let field else { return try JSONDocs.lines(of: file.bytes, path: file.place) }
      throw UserError(
        "holds JSON lines, which have no field \"\(field)\" around them", place: file.place,
        remedy: "Remove \"field\" from dataset_kwargs, or name the file .json if it is one JSON object.")
    case .json where field == nil && firstByte(of: file) == UInt8(ascii: "{"):
      return try JSONDocs.lines(of: file.bytes, path: file.place)
    case .json: return try JSONDocs.document(of: file.bytes, field: field, path: file.place)
    case .csv: return try csvDocs(of: file, separator: csv.separator ?? UInt8(ascii: ","))
    case .tsv: return try csvDocs(of: file, separator: csv.separator ?? UInt8(ascii: "\t"))
    case .parquet:
      throw unread(
        file, "parquet",
        "import json, pyarrow.parquet as p; [print(json.dumps(r)) for r in p.read_table(\"\(file.place)\").to_pylist()]"
      )
    case .arrow:
      throw unread(
        file, "arrow",
        """
        import json, pyarrow as p; [print(json.dumps(r)) for r in \
        p.ipc.open_stream(\"\(file.place)\").read_all().to_pylist()]
        """)
    }
  }

  private func csvDocs(of file: DataFile, separator: UInt8) throws(UserError) -> [Doc] {
    try CSVDocs.docs(of: file.bytes, path: file.place, separator: separator, options: csv)
  }

  private func firstByte(of file: DataFile) -> UInt8? {
    ByteOrderMark.skipped(in: file.bytes).first { !JSONParser.isSpace($0) }
  }

  private func unread(_ file: DataFile, _ form: String, _ program: String) -> UserError {
    UserError(
      "is a file of the form \(form), which is not read here", place: file.place,
      remedy: "Convert it to JSON lines (needs pip install pyarrow): python3 -c '\(program)' > \(file.name.stem).jsonl")
  }
}

/// One example of a data set: its fields by name, in the order in which the data has them.
///
/// What lm-eval calls a doc: a row of a split, before or after the task's `process_docs`.
public typealias Doc = PythonValue.Dictionary
