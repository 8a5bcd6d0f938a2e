internal import Console
public import Foundation
public import PythonValues

/// Reads the docs of a task's splits, from where the task or the user says that they are.
///
/// In this order: a path that the user gave (`--data`); `dataset_path: json` or `csv` with `data_files`; a folder. Nothing
/// is fetched: for a Hub data set without a local path the error says what to get, and which flag to give.
public struct DocLoader: Sendable {
  private let reference: DatasetReference
  private let folder: URL
  private let override: DataOverrides.Override?
  private let store: DataStore

  /// A loader for one task.
  ///
  /// - Parameters:
  ///   - reference: what the task says about its data.
  ///   - folder: the folder of the task's YAML, beside which relative files lie (lm-eval has the current folder there).
  ///   - overrides: what the user says about the data; paths are relative to the current folder.
  ///   - store: shared by the tasks of a run, so that no archive is unpacked twice.
  public init(
    reference: DatasetReference, folder: URL, overrides: DataOverrides = DataOverrides(), store: DataStore = DataStore()
  ) {
    self.reference = reference
    self.folder = folder
    override = overrides.override(for: reference)
    self.store = store
  }

  /// The docs of a split, in the order of the data, as they are before `process_docs`; at least one.
  ///
  /// - Throws: `UserError`, `UserError` or `UserError`, each naming what is wrong, where, and the remedy. Among them:
  ///   a Hub data set that is not local, a missing file, a split that is not there, an empty one, a file that stands for
  ///   more than one split, parquet.
  public func docs(split: String) throws -> [Doc] {
    if let override { return try docs(split: split, from: override) }
    switch reference.path {
    case "json", "csv": return try docs(split: split, by: LoaderOptions(reference))
    case "parquet", "arrow":
      throw UserError(
        "dataset_path: \(reference.path) is not read here", place: reference.task,
        remedy: "Convert the files to JSON lines and use dataset_path: json, or --data \(reference.task)=PATH.")
    default: return try docsOfFolder(split: split)
    }
  }

  // MARK: What the user gave

  private func docs(split: String, from override: DataOverrides.Override) throws -> [Doc] {
    let place = try store.place(override.path)
    switch place {
    case .missing:
      throw UserError(
        "no such file or folder", place: override.path,
        remedy: "Check the path given with --data for \(reference.task).")
    case .file, .member:
      guard reference.splits.allSatisfy({ $0 == split }) else {
        let splits = reference.splits.map { "\"\($0)\"" }.joined(separator: ", ")
        throw UserError(
          "is one file, and \(reference.task) needs the splits \(splits)", place: override.path,
          remedy: "Give a folder or archive with a file for each, named after its split, for example \(split).jsonl.")
      }
      return try read(store.read(place), with: overrideReader())
    case .folder, .archive:
      return try docs(split: split, in: place, path: override.path, isForTaskAlone: override.isForTaskAlone)
    }
  }

  private func docs(split: String, in place: DataStore.Place, path: String, isForTaskAlone: Bool) throws -> [Doc] {
    let finder = SplitFiles(reference: reference, isForTaskAlone: isForTaskAlone)
    let name = try finder.file(of: split, among: store.names(in: place), place: path)
    return try read(store.read(name, in: place), with: overrideReader())
  }

  /// The files of a task that has a loader are read as that loader reads them, those of a Hub data set losslessly.
  private func overrideReader() throws -> DocReader {
    guard ["json", "csv"].contains(reference.path) else { return DocReader() }
    let options = try LoaderOptions(reference)
    return DocReader(field: options.field, csv: options.csv)
  }

  private func read(_ file: DataFile, with reader: DocReader) throws -> [Doc] {
    if let layout = PublishedLayout(reference), file.name.format == .csv { return try layout.docs(of: file) }
    return try reader.docs(of: file)
  }

  // MARK: What the task says

  private func docs(split: String, by options: LoaderOptions) throws -> [Doc] {
    guard !options.dataFiles.isEmpty else {
      throw UserError(
        "dataset_path: \(reference.path) needs data_files in dataset_kwargs", place: reference.task,
        remedy: "Say which file each split is: dataset_kwargs: {data_files: {\(split): \(split).jsonl}}.")
    }
    guard let files = options.dataFiles.first(where: { $0.split == split }) else {
      throw UserError(
        "data_files has no split \"\(split)\"", place: reference.task,
        remedy: """
          \(DidYouMean.sentence(split, in: options.dataFiles.map(\.split))) A list of files without splits is "train".
          """)
    }
    let reader = DocReader(field: options.field, csv: options.csv)
    let docs = try files.patterns.flatMap { pattern in
      try paths(pattern, options.dataDirectory, split: split).flatMap { try reader.docs(of: store.read(dataFile($0))) }
    }
    return try DocColumns.aligned(docs, place: reference.task)
  }

  private func paths(_ pattern: String, _ directory: String?, split: String) throws -> [String] {
    guard !pattern.contains("://") else {
      throw UserError.notLocal(file: pattern, of: reference, split: split)
    }
    return try FilePattern.paths(directory.map { $0 + "/" + pattern } ?? pattern, in: folder.path, task: reference.task)
  }

  private func dataFile(_ path: String) throws -> DataStore.Place {
    let place = try store.place(path)
    switch place {
    case .file, .member: return place
    case .missing:
      throw UserError("no such file", place: path, remedy: "Check data_files of \(reference.task).")
    case .folder, .archive:
      throw UserError(
        "is a folder or archive where a data file is expected", place: path,
        remedy: "Name a file in it: \(path)/FILE.jsonl.")
    }
  }

  private func docsOfFolder(split: String) throws -> [Doc] {
    let path = FilePattern.absolute(reference.path, in: folder.path)
    guard FolderListing.kind(of: path) != .missing else {
      if reference.path.hasPrefix("/") || reference.path.hasPrefix(".") {
        throw UserError("no such folder", place: path, remedy: "Check dataset_path of \(reference.task).")
      }
      throw UserError.notLocal(reference, split: split)
    }
    let finder = SplitFiles(reference: reference, isForTaskAlone: true)
    let place = try store.place(path)
    guard place == .folder(path) || place == .archive(path) else {
      throw UserError(
        "is a file where dataset_path names a folder", place: path,
        remedy: "Use dataset_path: json or csv with data_files in dataset_kwargs.")
    }
    let name = try finder.file(of: split, among: store.names(in: place), place: path)
    return try DocReader(csv: CSVOptions(typing: .pandas(readsMissing: true))).docs(of: store.read(name, in: place))
  }
}
