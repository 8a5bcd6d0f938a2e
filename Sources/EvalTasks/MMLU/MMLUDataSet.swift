internal import Console
internal import Archives
internal import OrderedCollections
public import PythonValues

/// A split of MMLU, or of any data set in MMLU's layout: the docs to evaluate and their few-shot examples.
public struct MMLUDataSet: Sendable {
  /// One subject: the docs to evaluate and its few-shot examples.
  public struct Subject: Sendable, Equatable {
    /// Name as the files have it, for example `abstract_algebra`.
    public let name: String
    /// The docs to evaluate, in file order.
    public let docs: [Doc]
    /// Docs of the split, before any limit.
    public let originalDocs: Int
    /// The few-shot examples: the first rows of the subject's dev file, as many as asked for.
    public let fewShot: [Doc]
  }

  /// The folder or archive, as the caller named it.
  public let path: String
  /// The split that is evaluated.
  public let split: MMLUSplit
  /// Few-shot examples of every doc.
  public let numFewshot: Int
  /// The chosen subjects, sorted by name.
  public let subjects: [Subject]
  /// Names of all subjects that the split has, chosen or not, sorted.
  public let availableSubjects: [String]

  /// Number of docs to evaluate.
  public var docCount: Int { subjects.reduce(0) { $0 + $1.docs.count } }

  /// SHA-256 (hex) over the docs that are used, few-shot examples included.
  ///
  /// A line a doc, `<subject>\t<split>\t<row>\t<hash of the doc>\n`: subject by subject, the few-shot examples (split
  /// `dev`) before the docs. It depends on the fields alone, not on the container or its line ends.
  public var dataSHA256: String {
    var digest = ContentDigest()
    for subject in subjects {
      for (split, docs) in [(MMLUSplit.dev, subject.fewShot), (split, subject.docs)] {
        for (row, doc) in docs.enumerated() {
          digest.update("\(subject.name)\t\(split.rawValue)\t\(row)\t\(RenderedDoc.hash(of: doc))\n".utf8)
        }
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
  /// - Throws: `UserError`, `UserError` or `UserError`, each naming what is wrong, where, and the remedy. Among
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
      let fewShot = numFewshot > 0 ? try examples(in: files, of: name, count: numFewshot, path: path) : []
      return Subject(
        name: name, docs: limit.map { Array(docs.prefix($0)) } ?? docs, originalDocs: docs.count, fewShot: fewShot)
    }
    return MMLUDataSet(
      path: path, split: split, numFewshot: numFewshot, subjects: chosen, availableSubjects: available)
  }

  private static func checkNumbers(split: MMLUSplit, limit: Int?, numFewshot: Int) throws(UserError) {
    if let limit, limit < 1 {
      throw UserError("\(limit) docs a subject is nothing to evaluate", place: "--limit", remedy: "Give 1 or more.")
    }
    guard numFewshot >= 0 else {
      throw UserError("\(numFewshot) is negative", place: "--num-fewshot", remedy: "Give 0 or more.")
    }
    guard split != .dev || numFewshot == 0 else {
      throw UserError(
        "the few-shot examples are the dev split, which is what is to be evaluated: the answers would be in the prompts",
        place: "--num-fewshot", remedy: "Evaluate dev with --num-fewshot 0, or another split.")
    }
  }

  /// Each is a task of its own with its configuration.
  private static let mostSubjects = 2000

  private static func availableSubjects(
    of files: MMLUFiles, split: MMLUSplit, path: String
  ) throws(UserError) -> [String] {
    let names = files.names.filter { $0.split == split }.map(\.subject)
    guard names.count <= mostSubjects else {
      throw UserError(
        "has \(names.count) subjects, more than the \(mostSubjects) that are read; MMLU has 57", place: path,
        remedy: "Look whether it is the right one, or evaluate it in parts.")
    }
    guard names.isEmpty else { return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }
    let there = Set(files.names.map(\.split.rawValue)).sorted().joined(separator: ", ")
    throw UserError(
      "has no \(split.rawValue) split (\(split.rawValue)/<subject>_\(split.rawValue).csv)", place: path,
      remedy: "Choose one that is there with --split: \(there).")
  }

  private static func docs(in files: MMLUFiles, _ subject: String, _ split: MMLUSplit) throws -> [Doc] {
    guard let file = files.contents[files.name(of: subject, split)] else {
      preconditionFailure("\(split.rawValue) file of \(subject) is listed and was not read")
    }
    return try MMLURows.docs(of: file.bytes, path: file.place, subject: subject)
  }

  private static func examples(
    in files: MMLUFiles, of subject: String, count: Int, path: String
  ) throws -> [Doc] {
    guard files.names.contains(files.name(of: subject, .dev)) else {
      throw UserError(
        "the few-shot examples of \(subject) are missing (dev/\(subject)_dev.csv)", place: path,
        remedy: "Add the file, or use --num-fewshot 0.")
    }
    let docs = try docs(in: files, subject, .dev)
    guard docs.count >= count else {
      throw UserError(
        "dev/\(subject)_dev.csv has \(docs.count) rows where \(count) few-shot examples are asked for", place: path,
        remedy: "Use --num-fewshot \(docs.count) or less.")
    }
    return Array(docs.prefix(count))
  }
}

/// MMLU's rule for rows: no header; question, four choices, answer letter; no field empty.
enum MMLURows {
  /// The letters of the choices, as the answer column has them.
  private static let letters = ["A", "B", "C", "D"]
  private static let columns = ["question", "A", "B", "C", "D", "answer"]

  /// The docs of one file, with the fields that the Hub's form of the data has: question, subject, choices, and the
  /// answer's index.
  ///
  /// - Throws: `UserError` naming the row and column.
  static func docs(of bytes: [UInt8], path: String, subject: String) throws(UserError) -> [Doc] {
    var docs: [Doc] = []
    for fields in try CSVReader.rows(of: bytes, path: path) {
      docs.append(try doc(fields, row: docs.count, subject: subject, path: path))
    }
    return docs
  }

  private static func doc(_ fields: [String], row: Int, subject: String, path: String) throws(UserError) -> Doc {
    try checkShape(fields, row: row, path: path)
    guard let answer = letters.firstIndex(of: fields[5]) else {
      let found = fields[5].count <= 20 ? fields[5].debugDescription : "a text of \(fields[5].count) characters"
      throw UserError(
        "expected A, B, C or D as the answer, found \(found)", path: path, row: row + 1, column: 6,
        columnName: columns[5],
        remedy: "Give the answer as one capital letter; a header line does not belong in MMLU's files.")
    }
    return [
      "question": .string(fields[0]), "subject": .string(subject),
      "choices": .list(fields[1...4].map(PythonValue.string)), "answer": .int(answer),
    ]
  }

  private static func checkShape(_ fields: [String], row: Int, path: String) throws(UserError) {
    let remedy = "MMLU's rows are: \(columns.joined(separator: ", ")). A field with commas must stand in quotes."
    guard fields.count == columns.count else {
      let problem =
        fields == [""] ? "is a blank line" : "has \(fields.count) columns where \(columns.count) are expected"
      throw UserError(problem, path: path, row: row + 1, remedy: remedy)
    }
    guard let empty = fields.firstIndex(where: \.isEmpty) else { return }
    throw UserError(
      "is empty", path: path, row: row + 1, column: empty + 1, columnName: columns[empty], remedy: remedy)
  }
}
