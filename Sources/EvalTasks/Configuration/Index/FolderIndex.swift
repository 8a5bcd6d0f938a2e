internal import Console
internal import Dispatch
internal import Foundation
internal import OrderedCollections
internal import Synchronization

/// The names of one folder and of those below it.
struct FolderIndex {
  /// What each name stands for.
  private(set) var entries: [String: IndexEntry] = [:]
  /// Files that could not be read.
  private(set) var problems: [UserError] = []

  private var summaries: [String: Result<FileSummary, UserError>] = [:]
  /// Summaries with those of the files that they include.
  private var merged: [String: FileSummary] = [:]

  /// How many files may include each other in a row.
  private static let deepest = 100

  /// Reads all YAML files, many at a time.
  ///
  /// - Throws: `UserError` when the folder cannot be listed.
  init(_ folder: String) throws(UserError) {
    let files = try TaskFolder.files(in: folder)
    for (file, summary) in zip(files, Self.summaries(of: files)) { summaries[file] = summary }
    for file in files { register(file) }
    for (name, entry) in entries where entry.kind == .tag {
      entries[name]?.members.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }

  /// What a single file defines; nil when that is nothing.
  static func entry(at path: String) throws(UserError) -> IndexEntry? {
    let mapping = try ConfigurationFile.load(path)
    return entry(FileSummary(mapping), path: path)
  }

  private mutating func register(_ file: String) {
    let summary: FileSummary
    do {
      summary = try resolved(file, chain: [])
    } catch {
      if !problems.contains(error) { problems.append(error) }
      return
    }
    guard let entry = Self.entry(summary, path: file) else { return }
    if let other = entries[entry.name] {
      // A tag of the same name hides a group, as in lm-evaluation-harness; two files of the same name are a mistake.
      if other.kind != .tag { entries[entry.name]?.duplicates.append(file) }
      return
    }
    entries[entry.name] = entry
    guard entry.kind != .group else { return }
    for tag in entry.tags {
      entries[tag, default: IndexEntry(name: tag, kind: .tag, path: nil, tags: [])].members.append(entry.name)
    }
  }

  private static func entry(_ summary: FileSummary, path: String) -> IndexEntry? {
    let value = summary.hasClass || summary.group == nil ? summary.task : summary.group
    guard case .text(let name) = value else { return nil }
    let kind: IndexEntry.Kind = summary.hasClass ? .pythonTask : summary.group == nil ? .task : .group
    return IndexEntry(name: name, kind: kind, path: path, tags: summary.tags)
  }

  /// A file's summary with those of the files that it includes.
  private mutating func resolved(_ file: String, chain: [String]) throws(UserError) -> FileSummary {
    if summaries[file] == nil { summaries[file] = Self.summary(of: file) }
    guard case .success(let own) = summaries[file] else {
      guard case .failure(let error) = summaries[file] else { return FileSummary() }
      throw error
    }
    guard own.include != nil else { return own }
    if let known = merged[file] { return known }
    guard chain.count <= Self.deepest, !chain.contains(file) else {
      throw UserError(
        chain.contains(file)
          ? "the file includes itself: \((chain + [file]).joined(separator: " → "))"
          : "more than \(Self.deepest) files include each other in a row", path: file,
        remedy: "Take one of these includes out.")
    }
    var whole = own
    for name in own.includes.reversed() {
      whole = whole.including(try resolved(FilePath.resolved(name, besides: file), chain: chain + [file]))
    }
    merged[file] = whole
    return whole
  }

  private static func summaries(of files: [String]) -> [Result<FileSummary, UserError>] {
    let chunk = 256
    let results = Mutex<[Int: [Result<FileSummary, UserError>]]>([:])
    DispatchQueue.concurrentPerform(iterations: (files.count + chunk - 1) / chunk) { index in
      let part = files[(index * chunk)..<min((index + 1) * chunk, files.count)].map(summary)
      results.withLock { $0[index] = part }
    }
    return results.withLock { results in results.sorted { $0.key < $1.key }.flatMap(\.value) }
  }

  private static func summary(of file: String) -> Result<FileSummary, UserError> {
    do {
      let text = try ConfigurationFile.text(of: file)
      if let summary = SummaryScan.summary(of: Array(text.utf8)) { return .success(summary) }
      return .success(FileSummary(try YAMLDocument.mapping(text, path: file)))
    } catch {
      return .failure(error)
    }
  }
}

/// What an index needs of a YAML file: which of a few keys it has.
struct FileSummary: Sendable, Hashable {
  /// The value of one of those keys.
  enum Value: Sendable, Hashable {
    case text(String)
    case texts([String])
    /// `null`, a number, or a list of more than texts.
    case other
  }

  var task: Value?
  var group: Value?
  var tag: Value?
  var include: Value?
  var hasClass = false

  /// A summary of no keys.
  init() {}

  /// The summary of a file that was read in full.
  init(_ mapping: ConfigurationValue.Mapping) {
    task = mapping[TaskKey.task.rawValue].map(Self.value)
    group = mapping[GroupKey.group.rawValue].map(Self.value)
    tag = mapping[TaskKey.tag.rawValue].map(Self.value)
    include = mapping[TaskKey.include.rawValue].map(Self.value)
    hasClass = mapping[TaskKey.pythonClass.rawValue] != nil
  }

  /// The names of the files that it includes.
  var includes: [String] { Self.texts(include) }

  /// The names of its tags.
  var tags: [String] { Self.texts(tag) }

  /// This file's keys, and those of an included one where it has none.
  func including(_ other: FileSummary) -> FileSummary {
    var merged = self
    merged.task = task ?? other.task
    merged.group = group ?? other.group
    merged.tag = tag ?? other.tag
    merged.hasClass = hasClass || other.hasClass
    return merged
  }

  private static func texts(_ value: Value?) -> [String] {
    switch value {
    case .text(let text): [text]
    case .texts(let texts): texts
    case .other, nil: []
    }
  }

  private static func value(_ value: ConfigurationValue) -> Value {
    if let text = value.text { return .text(text) }
    let texts = value.list?.compactMap(\.text)
    return texts.flatMap { $0.count == value.list?.count ? .texts($0) : nil } ?? .other
  }
}
