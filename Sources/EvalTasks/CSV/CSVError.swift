/// Why comma separated values could not be read: what is wrong, where, and how to remedy it.
public struct CSVError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, without a full stop.
  public let problem: String
  /// The file, as the caller named it.
  public let path: String
  /// Row, from 1, an embedded line end not counting as one; nil when the whole file is to blame.
  public let row: Int?
  /// Column, from 1; nil when the whole row is to blame.
  public let column: Int?
  /// What the column holds, where that is known, for example `answer`.
  public let columnName: String?
  /// What the user can do about it, a sentence.
  public let remedy: String

  /// An error about a file, a row or a field.
  public init(
    _ problem: String, path: String, row: Int? = nil, column: Int? = nil, columnName: String? = nil, remedy: String
  ) {
    self.problem = problem
    self.path = path
    self.row = row
    self.column = column
    self.columnName = columnName
    self.remedy = remedy
  }

  /// The path, row, column, problem and remedy, on one line.
  public var description: String {
    let name = columnName.map { " (\($0))" } ?? ""
    let place = [row.map { "row \($0)" }, column.map { "column \($0)\(name)" }].compactMap(\.self)
    return "\(path): \(place.isEmpty ? "" : place.joined(separator: ", ") + ": ")\(problem). \(remedy)"
  }
}
