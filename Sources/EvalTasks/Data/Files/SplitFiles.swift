internal import Console

/// Finds the file of a split among the data files of a folder or archive, by name and never by likeness: `dev` is not
/// `validation`.
///
/// Where NAME is the data set's configuration, the data set or the task: `NAME_<split>`, `NAME/<split>` or
/// `<split>/NAME`, each below any folders. Where the files are for one task alone, or the data set has no configurations:
/// also `<split>` and `<anything>_<split>`.
struct SplitFiles {
  let reference: DatasetReference
  /// Whether the folder or archive was given for this task and no other.
  let isForTaskAlone: Bool

  /// The relative path of the split's file.
  ///
  /// - Throws: `UserError` when there is none or more than one, with what was looked for and what is there.
  func file(of split: String, among names: [String], place: String) throws(UserError) -> String {
    let readable = names.filter { !Self.needsConversion($0) }
    for rule in rules(for: split) {
      // A file that was converted may lie beside what it was.
      let all = names.filter { rule.matches($0) }
      let own = readable.filter { rule.matches($0) }
      let found = own.isEmpty ? all : own
      if found.count == 1 { return found[0] }
      guard found.isEmpty else {
        throw UserError(
          "holds more than one file for split \"\(split)\" of \(reference.task): \(Self.list(found))", place: place,
          remedy: "Keep one of them, or name a folder or file that holds only one.")
      }
    }
    throw UserError(
      "holds no file for split \"\(split)\" of \(reference.task)", place: place,
      remedy: """
        Looked for \(rules(for: split).map(\.description).joined(separator: ", ")), each as .jsonl, .json, .csv or .tsv, \
        also packed; found \(names.isEmpty ? "no data files" : Self.list(names)).\
        \(!names.isEmpty && readable.isEmpty ? Self.conversion(of: place) : "")
        """)
  }

  private static func needsConversion(_ path: String) -> Bool {
    let format = path.split(separator: "/").last.flatMap { DocFormat.FileName(String($0)) }?.format
    return format == .parquet || format == .arrow
  }

  /// What makes JSON lines of a folder of parquet files; the Hub's parts `test-00000-of-00002.parquet` become one file.
  private static func conversion(of folder: String) -> String {
    guard FolderListing.kind(of: folder) == .folder else { return " Unpack it, and convert them to JSON lines." }
    return """
       Convert them to JSON lines (needs pip install pyarrow): python3 -c 'import glob, json, re, pyarrow.parquet as p; \
      [open(re.sub(r"(-\\d+-of-\\d+)?\\.parquet$", ".jsonl", f), "a").writelines(json.dumps(r) + "\\n" for r in \
      p.read_table(f).to_pylist()) for f in sorted(glob.glob("\(folder)/**/*.parquet", recursive=True))]'
      """
  }

  /// A form of file name, without suffixes.
  private struct Rule: CustomStringConvertible {
    let parent: String?
    let stem: Glob

    var description: String { (parent.map { $0 + "/" } ?? "") + stem.description }

    func matches(_ path: String) -> Bool {
      let components = path.split(separator: "/").map(String.init)
      guard let name = components.last.flatMap(DocFormat.FileName.init), stem.matches(name.stem) else { return false }
      return parent == nil || (components.count > 1 && components[components.count - 2] == parent)
    }
  }

  private func rules(for split: String) -> [Rule] {
    let isAlone = isForTaskAlone || reference.hasOneConfiguration
    let names = [reference.name, reference.task, isAlone ? reference.shortPath : nil].compactMap(\.self)
    var rules: [Rule] = []
    for name in names {
      rules += [
        Rule(parent: nil, stem: Glob("\(name)_\(split)")), Rule(parent: name, stem: Glob(split)),
        Rule(parent: split, stem: Glob(name)),
      ]
    }
    return isAlone
      ? rules + [Rule(parent: nil, stem: Glob(split)), Rule(parent: nil, stem: Glob("*_\(split)"))] : rules
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map { "\"\($0)\"" }.joined(separator: ", ")
    return names.count > 8 ? shown + " and \(names.count - 8) more" : shown
  }
}
