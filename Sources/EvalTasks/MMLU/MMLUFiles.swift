internal import Console
internal import Archives

/// The files of a data set in MMLU's layout, in a folder or an archive.
struct MMLUFiles {
  /// A file with its content.
  struct File {
    /// The file's name for error messages.
    let place: String
    let bytes: [UInt8]
  }

  /// Every file of the layout that is there, read or not.
  private(set) var names: Set<MMLUFileName> = []
  /// The files that were wanted.
  private(set) var contents: [MMLUFileName: File] = [:]
  /// Number of files that are not part of the layout; known for archives only.
  private var otherCount = 0
  /// One such file.
  private var other: String?

  /// Reads the wanted files of a folder or an archive.
  ///
  /// - Throws: `UserError` when there is nothing at the path, nothing in MMLU's layout in it, or more than one data
  ///   set; `UserError` when a file or the archive cannot be read.
  static func read(_ path: String, where wanted: (MMLUFileName) -> Bool) throws -> MMLUFiles {
    var files = MMLUFiles()
    switch FolderListing.kind(of: path) {
    case .missing:
      throw UserError(
        "no such file or folder", place: path,
        remedy: "Give the folder or archive that holds test/<subject>_test.csv, or omit --data for the bundled data.")
    case .folder: try files.readFolder(path, where: wanted)
    case .file: try files.readArchive(path, where: wanted)
    }
    try files.requireOneDataSet(path)
    return files
  }

  /// The name of a subject's file, be it there or not; all files have one root.
  func name(of subject: String, _ split: MMLUSplit) -> MMLUFileName {
    MMLUFileName(root: names.first?.root ?? "", split: split, subject: subject)
  }

  private mutating func readFolder(_ path: String, where wanted: (MMLUFileName) -> Bool) throws {
    for relative in try Self.candidates(in: path) {
      guard let name = MMLUFileName(path: relative) else { continue }
      names.insert(name)
      guard wanted(name) else { continue }
      let file = try MappedFile(path + "/" + relative)
      contents[name] = File(place: file.path, bytes: file.bytes(0..<file.size))
    }
    if names.isEmpty { other = try Self.looseFile(in: path) }
  }

  /// Relative paths of all files in split folders at the top, in `data`, in any one folder, and in its `data`; sorted.
  private static func candidates(in path: String) throws(UserError) -> [String] {
    let splits = MMLUSplit.allCases.map(\.rawValue)
    let folders = try FolderListing.names(in: path).filter { name in
      !splits.contains(name) && name != "data" && FolderListing.kind(of: path + "/" + name) == .folder
    }
    var found: [String] = []
    for root in ["", "data/"] + folders.flatMap({ [$0 + "/", $0 + "/data/"] }) {
      for split in splits where FolderListing.kind(of: path + "/" + root + split) == .folder {
        let folder = path + "/" + root + split
        for name in try FolderListing.names(in: folder) {
          if name.hasSuffix(".csv") { try FolderListing.checkName(name, in: folder) }
          found.append(root + split + "/" + name)
        }
      }
    }
    return found
  }

  /// A file of the layout that lies in the folder itself, as when a split's own folder was named.
  private static func looseFile(in path: String) throws(UserError) -> String? {
    try FolderListing.names(in: path).first { name in
      MMLUSplit.allCases.contains { MMLUFileName(path: "\($0.rawValue)/\(name)") != nil }
    }
  }

  private mutating func readArchive(_ path: String, where wanted: (MMLUFileName) -> Bool) throws {
    let entries = try ArchiveReader.entries(of: path) { entry in
      guard let name = MMLUFileName(path: entry) else {
        otherCount += 1
        other = other ?? entry
        return false
      }
      names.insert(name)
      return wanted(name)
    }
    for entry in entries {
      guard let name = MMLUFileName(path: entry.path) else { continue }
      contents[name] = File(place: "\(path): \(entry.path)", bytes: entry.bytes)
    }
  }

  private func requireOneDataSet(_ path: String) throws(UserError) {
    let roots = Set(names.map(\.root)).sorted()
    guard roots.count < 2 else {
      throw UserError(
        "holds more than one data set in MMLU's layout: \(roots.map { "\"\($0)/\"" }.joined(separator: ", "))",
        place: path, remedy: "Name the folder of one of them.")
    }
    guard names.isEmpty else { return }
    throw UserError(
      "holds no data in MMLU's layout", place: path,
      remedy: """
        Expected test/<subject>_test.csv, with or without data/ or one other folder above; found \(whatIsThere).
        """)
  }

  private var whatIsThere: String {
    guard let other else { return "nothing of the kind" }
    if otherCount == 0 { return "\"\(other)\" by itself: name the folder above its split's folder" }
    return otherCount == 1 ? "only \"\(other)\"" : "\(otherCount) other files, for example \"\(other)\""
  }
}

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

/// The splits of MMLU, named as its folders and files name them.
public enum MMLUSplit: String, Sendable, Hashable, CaseIterable {
  /// The 14042 docs that results are reported on.
  case test
  /// 1531 docs for choices of one's own.
  case val
  /// Five docs a subject: the few-shot examples.
  case dev
}
