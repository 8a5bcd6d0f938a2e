import Console
import EvalCore
import EvalTasks
import Foundation
import RWKVModel

/// Finds what the benchmark reads: the project's own files, and data in the `shared` folder beside the checkout.
struct BenchFiles: Sendable {
  /// Folders searched, in order: `RWKV_EVAL_HOME`, every folder above the executable, the working folder.
  let folders: [String]

  init(folders: [String]) { self.folders = folders }

  init() {
    var folders = [ProcessInfo.processInfo.environment["RWKV_EVAL_HOME"]].compactMap { $0 }
    let executable = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    var folder = executable ?? CommandLine.arguments[0]
    while folder != "/" && !folder.isEmpty {
      folder = (folder as NSString).deletingLastPathComponent
      folders.append(folder)
    }
    self.init(folders: folders + [FileManager.default.currentDirectoryPath])
  }

  /// The first of the folders' files or folders of a relative path; nil where there is none.
  func find(_ relative: String) -> String? {
    folders.map { $0 + "/" + relative }.first { FileManager.default.fileExists(atPath: $0) }
  }

  /// A file or folder that belongs to the project.
  ///
  /// - Throws: `UserError` that names the places searched.
  func locate(_ relative: String) throws(UserError) -> String {
    if let path = find(relative) { return path }
    throw UserError(
      "the project's \(relative) was not found; searched \(folders.joined(separator: ", "))",
      remedy: "Set RWKV_EVAL_HOME to the project's folder, or run rwkv-bench from there")
  }
}

/// Zero-shot lm_eval prompts of docs spread evenly over a data set, so that all subjects have their part.
struct BenchPrompts: Sendable {
  /// The requests of each doc, one a choice, all with the same context.
  let docs: [[LoglikelihoodRequest]]

  /// Reads data and renders prompts.
  ///
  /// - Parameters:
  ///   - data: A folder or archive in MMLU's layout.
  ///   - folder: Where the tasks of MMLU are.
  ///   - prompt: A prompt file.
  ///   - docs: How many; all where there are fewer.
  init(data: String, tasks folder: String, prompt: String, docs: Int) throws {
    let mmlu = try MMLUTasks(MMLUDataSet.load(path: data), in: folder, under: Prompt(contentsOf: prompt))
    let all = mmlu.tasks.flatMap(\.docs)
    self.init(docs: Self.spread(docs, over: all.count).map { all[$0].requests.map { $0.request() } })
  }

  init(docs: [[LoglikelihoodRequest]]) { self.docs = docs }

  /// Some indices below a count, evenly spaced from 0 on.
  static func spread(_ wanted: Int, over count: Int) -> [Int] {
    let taken = min(wanted, count)
    return (0..<taken).map { $0 * count / taken }
  }

  /// The docs as a model takes them.
  var asDocs: [DocRequests] { docs.map { DocRequests($0) } }

  /// The same docs with contexts of one length: each doc's tokens, then those of the docs after it, cut.
  ///
  /// - Parameter length: Tokens that the model reads, token 0 at the start included.
  func cut(to length: Int, _ tokenizer: Tokenizer) throws -> BenchPrompts {
    let contexts = try docs.map { try Self.context(of: $0, tokenizer) }
    return BenchPrompts(
      docs: docs.enumerated().map { index, requests in
        var tokens: [Int] = []
        var next = index
        while tokens.count < length - 1 {
          tokens += contexts[next % contexts.count]
          next += 1
        }
        return requests.map {
          LoglikelihoodRequest(context: .tokens(Array(tokens.prefix(length - 1))), continuation: $0.continuation)
        }
      })
  }

  /// A line of JSON a doc with the token ids that the model reads, for other programs to measure on.
  func tokenLines(_ tokenizer: Tokenizer) throws -> String {
    try docs.map { "{\"tokens\":\([0] + (try Self.context(of: $0, tokenizer)))}\n" }.joined()
  }

  /// Token ids of a doc's context, without the start token.
  private static func context(of requests: [LoglikelihoodRequest], _ tokenizer: Tokenizer) throws -> [Int] {
    switch requests.first?.context {
    case .text(let text): try tokenizer.encode(text)
    case .tokens(let tokens): tokens
    case nil: []
    }
  }
}
