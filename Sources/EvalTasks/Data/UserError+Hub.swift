internal import Console

/// Errors about data that lies on the Hugging Face Hub and not on this machine.
extension UserError {
  /// A split of a Hub data set.
  static func notLocal(_ reference: DatasetReference, split: String) -> UserError {
    let configuration = reference.name.map { ", configuration \"\($0)\"" } ?? ""
    let name = reference.name.map { ", \"\($0)\"" } ?? ""
    let file = "\(reference.hasOneConfiguration ? reference.shortPath : reference.name ?? "")_\(split).jsonl"
    return UserError(
      "split \"\(split)\" of \(reference.path)\(configuration) is not on this machine", place: reference.task,
      remedy: """
        Get it from https://huggingface.co/datasets/\(reference.path), for example (pip install datasets): \
        python3 -c 'import datasets, json; [print(json.dumps(r)) for r in \
        datasets.load_dataset("\(reference.path)"\(name), split="\(split)")]' > \(file) ; \
        then give --data \(reference.task)=PATH, the file or a folder that holds it.
        """)
  }

  /// A file at an address, named in `data_files`.
  static func notLocal(file address: String, of reference: DatasetReference, split: String) -> UserError {
    UserError(
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
