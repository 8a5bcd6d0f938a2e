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
