public import Console
internal import Archives
import Foundation

extension Tokenizer {
  /// The name under which the RWKV World vocabulary is published.
  private static let publishedName = "rwkv_vocab_v20230424.txt"

  /// Finds the vocabulary file for a checkpoint.
  ///
  /// In this order: the explicit path; a checkpoint of the format GGUF itself, which holds its vocabulary; the file that
  /// `tokenizer.file` in `config.json` beside the checkpoint names; beside the checkpoint, then in the data folder: `rwkv_vocab_v20230424.txt`, `vocab.txt`, the only `*vocab*.txt`, or
  /// `tokenizer.json`.
  ///
  /// - Parameters:
  ///   - explicit: what the user gave for `--tokenizer`.
  ///   - checkpoint: the weights file or folder.
  ///   - data: the data folder, or an archive in it.
  ///   - rows: rows of the model's embedding, where they are known.
  /// - Throws: `UserError` when the explicit or configured file is missing, when a folder cannot be listed, when
  ///   several files could be meant, or when there is none, with how to get it.
  public static func locate(
    explicit: String?, checkpoint: String, data: String?, rows: Int? = nil
  ) throws(UserError) -> String {
    if let explicit {
      guard exists(explicit) else {
        throw UserError("no such file", path: explicit, remedy: "Check --tokenizer. \(UserError.howToGet)")
      }
      return explicit
    }
    if let gguf = Self.gguf(checkpoint) { return gguf }
    let folders = [checkpoint, data].compactMap { $0.map(folder) }
    if let configured = try configured(in: folders[0]) { return configured }
    for folder in folders {
      if let found = try search(folder) { return found }
    }
    throw UserError(
      """
      no vocabulary here (looked for \(publishedName), vocab.txt, *vocab*.txt and tokenizer.json in \
      \(folders.joined(separator: " and ")))
      """,
      path: checkpoint, remedy: advice(rows: rows))
  }

  /// Rows that an embedding has for RWKV World's vocabulary: its tokens, or a round number above.
  private static let worldRows = 65_525...65_792

  private static func advice(rows: Int?) -> String {
    guard let rows, !worldRows.contains(rows) else {
      return "\(UserError.howToGet) Put it beside the checkpoint, or name it with --tokenizer."
    }
    return """
      The model's embedding has \(rows) rows, so RWKV World's vocabulary of 65529 tokens is not its own. Name the vocabulary \
      that it was trained with (a tokenizer.json of the hub, or lines of id, space, Python literal, space, length in \
      bytes) with --tokenizer, or ask with token ids (loglikelihood --requests).
      """
  }

  private static func search(_ folder: String) throws(UserError) -> String? {
    for name in [publishedName, "vocab.txt"] where exists(folder + "/" + name) { return folder + "/" + name }
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
      throw UserError(
        "cannot be listed in search of a vocabulary (\(error.localizedDescription))", path: folder,
        remedy: "Check its permissions, or name the file with --tokenizer.")
    }
    let candidates = names.filter { $0.contains("vocab") && $0.hasSuffix(".txt") }.sorted()
    guard candidates.count < 2 else {
      throw UserError(
        "several vocabularies here: \(candidates.prefix(8).joined(separator: ", "))", path: folder,
        remedy: "Name one with --tokenizer.")
    }
    return (candidates.first ?? (names.contains("tokenizer.json") ? "tokenizer.json" : nil)).map { folder + "/" + $0 }
  }

  /// The file that `config.json` names, when there is one that names any.
  private static func configured(in folder: String) throws(UserError) -> String? {
    let path = folder + "/config.json"
    guard exists(path) else { return nil }
    let fields: ConfigurationFields
    do { fields = try ConfigurationFields(contentsOf: path) } catch {
      throw UserError("is no JSON object", path: path, remedy: "Correct it, or name a file with --tokenizer.")
    }
    guard let tokenizer = try? fields.object("tokenizer"), let name = try? tokenizer.text("file") else { return nil }
    guard exists(folder + "/" + name) else {
      throw UserError(
        "names the vocabulary \"\(name)\", which is not beside it", path: path,
        remedy: "Put it there, or name another with --tokenizer.")
    }
    return folder + "/" + name
  }

  /// The path itself when it is a folder, else the folder that it lies in.
  static func folder(_ path: String) -> String {
    var isFolder: ObjCBool = false
    let exists = unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if exists, isFolder.boolValue { return path }
    let parent = (path as NSString).deletingLastPathComponent
    return parent.isEmpty ? "." : parent
  }

  /// The GGUF file that a checkpoint is, or the only one in its folder, where it has a vocabulary.
  private static func gguf(_ checkpoint: String) -> String? {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: checkpoint)) ?? []
    let inside = names.filter { $0.hasSuffix(".gguf") }
    let path = inside.count == 1 ? checkpoint + "/" + inside[0] : checkpoint
    guard let file = try? MappedFile(path), file.bytes(0..<min(4, file.size)) == GGUFFile.magic,
      let gguf = try? GGUFFile(file), gguf.metadata["tokenizer.ggml.tokens"] != nil
    else { return nil }
    return path
  }

  private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
