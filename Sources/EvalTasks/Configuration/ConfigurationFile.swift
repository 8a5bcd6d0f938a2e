internal import Console
internal import Foundation
internal import OrderedCollections

/// A YAML file of a task or group, with what it includes.
enum ConfigurationFile {
  /// The keys of a file and of the files that it includes; its own win over included ones, later includes over earlier.
  ///
  /// `include` names a file, or a list of files, relative to the file that it stands in. `task_list` is not inherited.
  ///
  /// - Throws: `UserError` when a file cannot be read, is not a YAML mapping, or includes itself, with the
  ///   chain of files that leads back to it.
  static func load(_ path: String) throws(UserError) -> ConfigurationValue.Mapping {
    var files = ReadFiles()
    return try load(path, chain: [], from: nil, &files)
  }

  /// Bytes of a file; YAML takes up to ninety times as much memory, and lm-evaluation-harness's largest has 0.1 MB.
  private static let mostBytes = 4 << 20

  /// The text of a file.
  static func text(of path: String, from place: ConfigurationValue? = nil) throws(UserError) -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      let remedy =
        path.unicodeScalars.contains("\u{FFFD}")
        ? "Its name seems not to be UTF-8: rename it." : "Check the path and its permissions."
      if let place { throw place.error("the included file \(path) cannot be read", remedy: remedy) }
      throw UserError("the file cannot be read", path: path, remedy: remedy)
    }
    guard data.count <= mostBytes else {
      throw UserError(
        "has \(data.count) bytes, and a task file at most \(mostBytes)", path: path,
        remedy: "Put data into a data file, and name it under dataset_kwargs.")
    }
    guard let text = String(validating: ByteOrderMark.skipped(in: data), as: UTF8.self) else {
      throw UserError("is not UTF-8", path: path, remedy: "Save it in that encoding.")
    }
    return text
  }

  /// The files that were read, each once however often it is included, and how many keys were taken over from them.
  private struct ReadFiles {
    var mappings: [String: ConfigurationValue.Mapping] = [:]
    var keys = 0
  }

  /// How many files may include each other in a row, and how many keys a file may inherit, each include counted.
  private static let (deepest, most) = (100, 250_000)

  /// The keys of a mapping that stands in a file, and of the files that its `include` names.
  ///
  /// lm-evaluation-harness has includes at the top of files alone; in the items of a group they mean the same here.
  static func including(
    _ mapping: ConfigurationValue.Mapping, in path: String
  ) throws(UserError) -> ConfigurationValue.Mapping {
    var files = ReadFiles()
    return try including(mapping, in: path, chain: [], &files)
  }

  private static func load(
    _ path: String, chain: [String], from place: ConfigurationValue?, _ files: inout ReadFiles
  ) throws(UserError) -> ConfigurationValue.Mapping {
    if let place, let start = chain.firstIndex(of: path) {
      let circle = (chain[start...] + [path]).joined(separator: " → ")
      throw place.error("the file includes itself: \(circle)", remedy: "Take one of these includes out.")
    }
    if let mapping = files.mappings[path] { return mapping }
    if let place, chain.count > deepest {
      throw place.error("more than \(deepest) files include each other in a row", remedy: "Include fewer.")
    }
    let whole = try including(
      try YAMLDocument.mapping(try text(of: path, from: place), path: path), in: path, chain: chain + [path], &files)
    files.mappings[path] = whole
    return whole
  }

  /// - Parameter chain: The files that lead here; none for a mapping inside its file.
  private static func including(
    _ mapping: ConfigurationValue.Mapping, in path: String, chain: [String], _ files: inout ReadFiles
  ) throws(UserError) -> ConfigurationValue.Mapping {
    var own = mapping
    guard let include = own.removeValue(forKey: TaskKey.include.rawValue) else { return own }
    var merged: ConfigurationValue.Mapping = [:]
    for item in include.list ?? [include] {
      guard let name = item.text else {
        throw item.error("include is \(item.kind)", remedy: "Name a file, or a list of files.")
      }
      var included = try load(FilePath.resolved(name, besides: path), chain: chain, from: item, &files)
      included.removeValue(forKey: TaskKey.taskList.rawValue)
      files.keys += included.count
      guard files.keys <= most else {
        throw item.error("the includes have more than \(most) keys", remedy: "Include each file once.")
      }
      merged.merge(included) { $1 }
    }
    merged.merge(own) { $1 }
    return merged
  }
}
