/// What somebody who gave a wrong flag, file or task is told: what is wrong, where, and how to mend it.
///
/// Every module throws this one for input from outside. Faults of a leaf that knows no file (a parser of JSON, a template)
/// have types of their own, which whoever knows the file turns into this.
public struct UserError: Error, Hashable, CustomStringConvertible {
  /// Where the fault lies, as the user knows the place.
  public enum Place: Hashable, Sendable, CustomStringConvertible {
    /// A file, a folder, an option or a task.
    case path(String)
    /// A line of a file, from 1.
    case line(String, Int)
    /// A line or row of a file, from 1, with its word; a column of it, from 1; what the column holds. One of the numbers is
    /// there.
    case cell(String, word: String, row: Int?, column: Int?, name: String?)
    /// A tensor of a checkpoint.
    case tensor(String, String)
    /// An entry of an archive.
    case entry(String, String)
    /// A task; the index of a doc in its split; a key, with the place in its template where there is one.
    case task(String, doc: Int?, field: String?)

    /// For example `tasks/arc.yaml:4`, or `x.csv: row 3, column 6 (answer)`.
    public var description: String {
      switch self {
      case .path(let path): path
      case .line(let path, let line): "\(path):\(line)"
      case .cell(let path, let word, let row, let column, let name):
        "\(path): "
          + [row.map { "\(word) \($0)" }, column.map { "column \($0)\(name.map { " (\($0))" } ?? "")" }]
          .compactMap(\.self).joined(separator: ", ")
      case .tensor(let path, let tensor): "\(path): tensor \"\(tensor)\""
      case .entry(let path, let entry): "\(path): entry \"\(entry)\""
      case .task(let task, let doc, let field):
        "task \(task)" + (doc.map { ", doc \($0)" } ?? "") + (field.map { ", \($0)" } ?? "")
      }
    }
  }

  /// What kind of fault it is, from which the exit code follows.
  public enum Kind: Hashable, Sendable {
    /// What was asked for, or a file that was read: exit code 2.
    case input
    /// Nothing is wrong with what was asked for, but a disk is full, or a file was changed while it was read: exit code 1.
    case failure
    /// The reader of a pipe has gone, which is told to nobody by custom.
    case brokenPipe
  }

  /// What is wrong, without a full stop.
  public let problem: String
  /// Where; nil where the problem says it.
  public let place: Place?
  /// What the user can do about it, one or more sentences; empty where the problem says it.
  public let remedy: String
  /// What kind of fault it is.
  public let kind: Kind

  /// An error at a place.
  public init(_ problem: String, at place: Place?, remedy: String, kind: Kind = .input) {
    self.problem = problem
    self.place = place
    self.remedy = remedy
    self.kind = kind
  }

  /// Place, problem and remedy, on one line, control characters written out.
  public var description: String {
    let text = (place.map { "\($0): " } ?? "") + problem + (remedy.isEmpty ? "" : ". " + remedy)
    let isEnded = [".", "?", ".)"].contains { text.hasSuffix($0) }
    return VisibleText.escaped(isEnded ? text : text + ".")
  }
}

extension UserError {
  /// An error whose problem names the place.
  public init(_ problem: String, remedy: String, kind: Kind = .input) {
    self.init(problem, at: nil, remedy: remedy, kind: kind)
  }

  /// An error about a file or folder, or about a line of it.
  public init(_ problem: String, path: String, line: Int? = nil, remedy: String, kind: Kind = .input) {
    self.init(problem, at: line.map { .line(path, $0) } ?? .path(path), remedy: remedy, kind: kind)
  }

  /// An error about a row of a file, or about a field of it.
  public init(
    _ problem: String, path: String, row: Int?, column: Int? = nil, columnName: String? = nil, remedy: String
  ) {
    self.init(problem, at: Self.cell(path, "row", row, column, columnName), remedy: remedy)
  }

  /// An error about a file, an option or a task, or about a place in it, its column in code points.
  public init(_ problem: String, place: String, line: Int? = nil, column: Int? = nil, remedy: String) {
    self.init(problem, at: Self.cell(place, "line", line, column), remedy: remedy)
  }

  private static func cell(_ path: String, _ word: String, _ row: Int?, _ column: Int?, _ name: String? = nil) -> Place
  {
    row == nil && column == nil ? .path(path) : .cell(path, word: word, row: row, column: column, name: name)
  }

  /// An error about a checkpoint's file, or about a tensor of it.
  public init(_ problem: String, path: String, tensor: String?, remedy: String) {
    self.init(problem, at: tensor.map { .tensor(path, $0) } ?? .path(path), remedy: remedy)
  }

  /// An error about an archive, or about an entry of it.
  public init(_ problem: String, path: String, entry: String?, remedy: String) {
    self.init(problem, at: entry.map { .entry(path, $0) } ?? .path(path), remedy: remedy)
  }

  /// An error about a task, a key of it, or a doc.
  public init(_ problem: String, task: String, field: String? = nil, docID: Int? = nil, remedy: String) {
    self.init(problem, at: .task(task, doc: docID, field: field), remedy: remedy)
  }

  /// An error of a stream.
  public init(_ error: StreamError, remedy: String) {
    self.init("\(error)", remedy: remedy, kind: error.isBrokenPipe ? .brokenPipe : .failure)
  }

  /// The same error of a doc, where it names none.
  public func of(doc: Int?) -> UserError {
    guard case .task(let task, nil, let field) = place else { return self }
    return UserError(problem, at: .task(task, doc: doc, field: field), remedy: remedy, kind: kind)
  }
}
