internal import Archives

/// A split of MMLU, or of any data set in MMLU's layout: the docs to evaluate and their few-shot examples.
public struct MMLUDataSet: Sendable {
  /// The folder or archive, as the caller named it.
  public let path: String
  /// The split that is evaluated.
  public let split: MMLUSplit
  /// The chosen subjects, sorted by name.
  public let subjects: [MMLUSubject]
  /// Names of all subjects that the split has, chosen or not, sorted.
  public let availableSubjects: [String]

  /// Number of docs to evaluate.
  public var docCount: Int { subjects.reduce(0) { $0 + $1.docs.count } }

  /// Names of MMLU's subjects that the split lacks, sorted; empty for a data set that has none of the 57.
  ///
  /// A total over an incomplete set must not be compared with published ones.
  public var absentSubjects: [String] {
    let known = MMLUGroup.allCases.flatMap(\.subjects)
    let available = Set(availableSubjects)
    return known.contains(where: available.contains) ? known.filter { !available.contains($0) }.sorted() : []
  }

  /// SHA-256 (hex) over the docs that are used, few-shot examples included.
  ///
  /// A line a doc, `<subject>\t<split>\t<row>\t<hash of the doc>\n`: subject by subject, the few-shot examples (split
  /// `dev`) before the docs. It depends on the fields alone, not on the container or its line ends.
  public var dataSHA256: String {
    var digest = ContentDigest()
    for subject in subjects {
      for (split, docs) in [(MMLUSplit.dev, subject.fewshot), (split, subject.docs)] {
        for doc in docs { digest.update("\(subject.name)\t\(split.rawValue)\t\(doc.row)\t\(doc.hash)\n".utf8) }
      }
    }
    return digest.hex()
  }

  /// Reads a data set in MMLU's layout from a folder or an archive.
  ///
  /// The layout is `<split>/<subject>_<split>.csv`, with or without `data/` and any one folder above. Other files are
  /// passed over.
  ///
  /// - Parameters:
  ///   - path: the folder or archive.
  ///   - split: the docs to evaluate.
  ///   - subjects: names or globs, separated by commas or given one by one; empty for all.
  ///   - limit: the first docs of each subject, at least 1; nil for all.
  ///   - numFewshot: few-shot examples, the first rows of each subject's dev file.
  /// - Throws: `MMLUDataError`, `CSVError` or `ArchiveError`, each naming what is wrong, where, and the remedy. Among
  ///   them: a subject or glob that nothing matches; a split that is not there; few-shot examples from dev when dev is
  ///   evaluated, from a missing dev file, or more than it has; a row that is not MMLU's.
  public static func load(
    path: String, split: MMLUSplit = .test, subjects: [String] = [], limit: Int? = nil, numFewshot: Int = 0
  ) throws -> MMLUDataSet {
    try checkNumbers(split: split, limit: limit, numFewshot: numFewshot)
    let filter = try SubjectFilter(subjects)
    let files = try MMLUFiles.read(path) { name in
      filter.matches(name.subject) && (name.split == split || (name.split == .dev && numFewshot > 0))
    }
    let available = try availableSubjects(of: files, split: split, path: path)
    try filter.check(against: available, path: path)
    let chosen = try available.filter(filter.matches).map { name in
      let docs = try docs(in: files, name, split)
      let fewshot = numFewshot > 0 ? try examples(in: files, of: name, count: numFewshot, path: path) : []
      return MMLUSubject(name: name, docs: limit.map { Array(docs.prefix($0)) } ?? docs, fewshot: fewshot)
    }
    return MMLUDataSet(path: path, split: split, subjects: chosen, availableSubjects: available)
  }

  /// The chosen subject of a name.
  ///
  /// - Throws: `MMLUDataError` with the nearest names when there is none.
  public func subject(named name: String) throws(MMLUDataError) -> MMLUSubject {
    if let subject = subjects.first(where: { $0.name == name }) { return subject }
    throw SubjectFilter.unknown(name, option: "--subject", known: subjects.map(\.name), path: path)
  }

  private static func checkNumbers(split: MMLUSplit, limit: Int?, numFewshot: Int) throws(MMLUDataError) {
    if let limit, limit < 1 {
      throw MMLUDataError("\(limit) docs a subject is nothing to evaluate", place: "--limit", remedy: "Give 1 or more.")
    }
    guard numFewshot >= 0 else {
      throw MMLUDataError("\(numFewshot) is negative", place: "--num-fewshot", remedy: "Give 0 or more.")
    }
    guard split != .dev || numFewshot == 0 else {
      throw MMLUDataError(
        "the few-shot examples are the dev split, which is what is to be evaluated: the answers would be in the prompts",
        place: "--num-fewshot", remedy: "Evaluate dev with --num-fewshot 0, or another split.")
    }
  }

  private static func availableSubjects(
    of files: MMLUFiles, split: MMLUSplit, path: String
  ) throws(MMLUDataError) -> [String] {
    let names = files.names.filter { $0.split == split }.map(\.subject)
    guard names.isEmpty else { return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
    let there = Set(files.names.map(\.split.rawValue)).sorted().joined(separator: ", ")
    throw MMLUDataError(
      "has no \(split.rawValue) split (\(split.rawValue)/<subject>_\(split.rawValue).csv)", place: path,
      remedy: "Choose one that is there with --split: \(there).")
  }

  private static func docs(in files: MMLUFiles, _ subject: String, _ split: MMLUSplit) throws -> [MMLUDoc] {
    guard let file = files.contents[files.name(of: subject, split)] else {
      preconditionFailure("\(split.rawValue) file of \(subject) is listed and was not read")
    }
    return try MMLURows.docs(of: file.bytes, path: file.place, subject: subject)
  }

  private static func examples(
    in files: MMLUFiles, of subject: String, count: Int, path: String
  ) throws -> [MMLUDoc] {
    guard files.names.contains(files.name(of: subject, .dev)) else {
      throw MMLUDataError(
        "the few-shot examples of \(subject) are missing (dev/\(subject)_dev.csv)", place: path,
        remedy: "Add the file, or use --num-fewshot 0.")
    }
    let docs = try docs(in: files, subject, .dev)
    guard docs.count >= count else {
      throw MMLUDataError(
        "dev/\(subject)_dev.csv has \(docs.count) rows where \(count) few-shot examples are asked for", place: path,
        remedy: "Use --num-fewshot \(docs.count) or less.")
    }
    return Array(docs.prefix(count))
  }
}
