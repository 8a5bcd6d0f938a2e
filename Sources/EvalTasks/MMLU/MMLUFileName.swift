/// The place of a file in MMLU's layout: `[root/][data/]<split>/<subject>_<split>.csv`.
struct MMLUFileName: Hashable {
  /// What stands before the split's folder, without a trailing `/`; empty at the top.
  let root: String
  /// The split of both the folder and the file.
  let split: MMLUSplit
  /// The subject.
  let subject: String

  /// The place of a subject's file.
  init(root: String, split: MMLUSplit, subject: String) {
    self.root = root
    self.split = split
    self.subject = subject
  }

  /// Reads a path with `/` between its components; nil when it is not a file of the layout (a README, a hidden file,
  /// auxiliary training data).
  init?(path: String) {
    let components = path.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    guard components.count >= 2, let split = MMLUSplit(rawValue: components[components.count - 2]) else { return nil }
    let lead = components.dropLast(2)
    guard lead.count <= 1 || (lead.count == 2 && lead.last == "data") else { return nil }
    guard !components.contains(where: { $0.hasPrefix(".") || $0 == "__MACOSX" }) else { return nil }
    let suffix = "_\(split.rawValue).csv"
    guard let name = components.last, name.hasSuffix(suffix), name.utf8.count > suffix.utf8.count else { return nil }
    self.root = lead.joined(separator: "/")
    self.split = split
    self.subject = String(name.dropLast(suffix.count))
  }
}
