/// Why the docs of a task could not be read: what is wrong, where, and how to remedy it.
public struct DataError: Error, Hashable, CustomStringConvertible {
  /// What is wrong, without a full stop.
  public let problem: String
  /// The file, option or task to blame, as the user knows it.
  public let place: String
  /// Line, from 1; nil when the whole file is to blame.
  public let line: Int?
  /// Column, from 1, in code points; nil when the whole line is to blame.
  public let column: Int?
  /// What the user can do about it, one or more sentences.
  public let remedy: String

  /// An error about a file, an option or a task.
  public init(_ problem: String, place: String, line: Int? = nil, column: Int? = nil, remedy: String) {
    self.problem = problem
    self.place = place
    self.line = line
    self.column = column
    self.remedy = remedy
  }

  /// The place, line, column, problem and remedy, on one line.
  public var description: String {
    let position = [line.map { "line \($0)" }, column.map { "column \($0)" }].compactMap(\.self)
    return "\(place): \(position.isEmpty ? "" : position.joined(separator: ", ") + ": ")\(problem). \(remedy)"
  }
}

/// Errors about data that lies on the Hugging Face Hub and not on this machine.
enum HubError {
  /// A split of a Hub data set.
  static func notLocal(_ reference: DatasetReference, split: String) -> DataError {
    let configuration = reference.name.map { ", configuration \"\($0)\"" } ?? ""
    let name = reference.name.map { ", \"\($0)\"" } ?? ""
    let file = "\(reference.hasOneConfiguration ? reference.shortPath : reference.name ?? "")_\(split).jsonl"
    return DataError(
      "split \"\(split)\" of \(reference.path)\(configuration) is not on this machine", place: reference.task,
      remedy: """
        Get it from https://huggingface.co/datasets/\(reference.path), for example (pip install datasets): \
        python3 -c 'import datasets, json; [print(json.dumps(r)) for r in \
        datasets.load_dataset("\(reference.path)"\(name), split="\(split)")]' > \(file) ; \
        then give --data \(reference.task)=PATH, the file or a folder that holds it.
        """)
  }

  /// A file at an address, named in `data_files`.
  static func notLocal(file address: String, of reference: DatasetReference, split: String) -> DataError {
    DataError(
      "split \"\(split)\" lies at \(address) and not on this machine", place: reference.task,
      remedy: "Fetch \(download(address)) and give --data \(reference.task)=PATH.")
  }

  /// The address from which a `hf://datasets/OWNER/NAME/FILE` can be fetched.
  private static func download(_ address: String) -> String {
    let prefix = "hf://datasets/"
    guard address.hasPrefix(prefix) else { return address }
    let parts = address.dropFirst(prefix.count).split(separator: "/", maxSplits: 2)
    guard parts.count == 3 else { return address }
    return "https://huggingface.co/datasets/\(parts[0])/\(parts[1])/resolve/main/\(parts[2])"
  }
}
