internal import Console
internal import PythonValues

/// Docs from comma or tab separated values: a row each.
enum CSVDocs {
  /// The docs of a file.
  ///
  /// Blank lines are passed over, and a column without a name is called as pandas calls it (`Unnamed: 0`). Every row must
  /// have all the columns: pandas fills short rows and takes a first column too many for an index, which hides damage.
  ///
  /// - Throws: `UserError` naming row and column.
  static func docs(
    of bytes: [UInt8], path: String, separator: UInt8, options: CSVOptions
  ) throws(UserError) -> [Doc] {
    let rows = try CSVReader.rows(of: bytes, path: path, separator: separator)
    var numbered = rows.enumerated().map { (number: $0.offset + 1, fields: $0.element) }.filter { $0.fields != [""] }
    guard let first = numbered.first else { return [] }
    let columns = try columns(of: first.fields, options.header, path: path)
    switch options.header {
    case .firstRow, .replacing: numbered.removeFirst()
    case .names, .numbers: break
    }
    for row in numbered where row.fields.count != columns.count {
      throw UserError(
        "has \(row.fields.count) columns where \(columns.count) are expected", path: path, row: row.number,
        remedy: """
          The columns are: \(columns.prefix(100).joined(separator: ", "))\(columns.count > 100 ? ", …" : ""). A field with \
          separators must stand in quotes.
          """)
    }
    let table = columns.indices.map { column in options.typing.values(of: numbered.map { $0.fields[column] }) }
    return numbered.indices.map { row in
      Doc(uniqueKeysWithValues: columns.indices.map { (columns[$0], table[$0][row]) })
    }
  }

  private static func columns(
    of firstRow: [String], _ header: CSVOptions.Header, path: String
  ) throws(UserError) -> [String] {
    let names =
      switch header {
      case .firstRow: firstRow.enumerated().map { $0.element.isEmpty ? "Unnamed: \($0.offset)" : $0.element }
      case .names(let names), .replacing(let names): names
      case .numbers: firstRow.indices.map { "\($0)" }
      }
    var seen = Doc()
    for (index, name) in names.enumerated() where seen.updateValue(.none, forKey: name) != nil {
      throw UserError(
        "the column name \"\(name)\" is there twice", path: path, row: 1, column: index + 1,
        remedy: "Give every column its own name.")
    }
    return names
  }
}

/// How a file of comma or tab separated values is read.
struct CSVOptions: Sendable, Hashable {
  /// Where the names of the columns are.
  enum Header: Sendable, Hashable {
    /// The first row.
    case firstRow
    /// Nowhere: these are they, and the first row is data.
    case names([String])
    /// The first row, to be replaced by these.
    case replacing([String])
    /// Nowhere, and none are given: columns are called `0`, `1`, ….
    case numbers
  }

  /// What stands between fields: one ASCII character; nil for the file's own, comma in .csv, tab in .tsv.
  var separator: UInt8?
  var header: Header = .firstRow
  var typing: CSVTyping = .exact
}
