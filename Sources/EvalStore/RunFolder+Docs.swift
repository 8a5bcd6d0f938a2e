internal import Console
import Archives
public import EvalCore
import Foundation
public import PythonValues

/// A doc as a run asked about it, for lm-evaluation-harness's samples and for people who want to read the questions.
public struct KeptDoc: Sendable {
  /// Name of its task.
  public let task: String
  /// Row of the doc in its split, from 0.
  public let docID: Int
  /// Its fields, after `process_docs`.
  public let doc: PythonValue
  /// The texts of each request: context and continuation, or one whole text.
  public let arguments: [[String]]
  /// The target as Python's `str` writes it.
  public let target: String
  /// What stood before its own part in every context: description and few-shot examples.
  public let examples: String

  /// A doc.
  public init(
    task: String, docID: Int, doc: PythonValue, arguments: [[String]], target: String, examples: String
  ) {
    self.task = task
    self.docID = docID
    self.doc = doc
    self.arguments = arguments
    self.target = target
    self.examples = examples
  }
}

/// What was asked: `docs.jsonl.gz`, a line a doc and a line a few-shot text, and `configs.json`, the tasks as
/// lm-evaluation-harness writes them to its results.
///
/// A few-shot text is there once, however many docs have it:
/// `{"few_shot": 0, "text": "…"}`. A doc names the contexts of its requests as that text's number and its own part, and its
/// requests as a context's place and a continuation:
/// `{"task": …, "doc_id": …, "doc": {…}, "contexts": [{"few_shot": 0, "text": "…"}], "requests": [[0, " A"], …], "target": …}`.
/// A doc whose whole text is scored has that, and neither contexts nor requests: `{…, "text": "…"}`.
extension RunFolder {
  private var docsPath: String { path + "/docs.jsonl.gz" }
  private var configurationsPath: String { path + "/configs.json" }

  /// Whether the docs are there.
  public var hasDocs: Bool { FileManager.default.fileExists(atPath: docsPath) }

  /// Keeps the docs, in their order.
  ///
  /// - Throws: `UserError` when the disk does not take them.
  public func write(_ docs: some Sequence<KeptDoc>) throws {
    let new = docsPath + ".new"
    do {
      var lines = DocLines()
      try PackedFile.write(new) { append in
        for doc in docs {
          for line in lines.lines(of: doc) { try append(PythonJSON.line(line) + "\n") }
        }
      }
      guard unsafe rename(new, docsPath) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    } catch {
      try? FileManager.default.removeItem(atPath: new)
      throw UserError.cannotWrite(docsPath, cause: error)
    }
  }

  /// Reads the docs.
  ///
  /// - Returns: By task and row; nil where the run did not keep them.
  /// - Throws: `UserError` naming the line that is damaged; `UserError` when it cannot be unpacked.
  public func readDocs() throws -> [DocKey: KeptDoc]? {
    guard hasDocs else { return nil }
    let bytes = try ArchiveReader.entries(of: docsPath) { _ in true }.first?.bytes ?? []
    var reader = DocLineReader(path: docsPath)
    var start = bytes.startIndex
    var docs: [DocKey: KeptDoc] = [:]
    while start < bytes.endIndex {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
      if let doc = try reader.doc(bytes, start..<end) {
        docs[DocKey(task: doc.task, docID: doc.docID)] = doc
      }
      start = end + 1
    }
    return docs
  }

  /// Keeps the tasks' configurations, by task.
  ///
  /// - Throws: `UserError` when the disk does not take them.
  public func write(configurations: PythonValue.Dictionary) throws {
    do {
      let text = PythonJSON.page(.dictionary(configurations)) + "\n"
      try Data(text.utf8).write(to: URL(filePath: configurationsPath), options: .atomic)
    } catch {
      throw UserError.cannotWrite(configurationsPath, cause: error)
    }
  }

  /// Reads the tasks' configurations; empty where the run did not keep them.
  ///
  /// - Throws: `UserError` when the file is damaged.
  public func readConfigurations() throws -> PythonValue.Dictionary {
    guard let data = FileManager.default.contents(atPath: configurationsPath) else { return [:] }
    let bytes = [UInt8](data)
    do throws(JSONParser.Fault) {
      let value = try JSONParser.value(in: bytes, bytes.indices)
      guard case .dictionary(let configurations) = value else {
        throw JSONParser.Fault(problem: "is no object", offset: 0, remedy: "")
      }
      return configurations
    } catch {
      throw UserError.badValue(configurationsPath, error.problem)
    }
  }
}

/// Makes the lines of docs.
private struct DocLines {
  private var numberOfText: [ExactText: Int] = [:]

  /// The doc's line, after that of its few-shot text where that is new.
  mutating func lines(of doc: KeptDoc) -> [PythonValue] {
    var lines: [PythonValue] = []
    let examples = ExactText(doc.examples)
    if !doc.examples.isEmpty, numberOfText[examples] == nil {
      lines.append(.dictionary(["few_shot": .int(numberOfText.count), "text": .string(doc.examples)]))
      numberOfText[examples] = numberOfText.count
    }
    return lines + [line(of: doc)]
  }

  private func line(of doc: KeptDoc) -> PythonValue {
    var fields: PythonValue.Dictionary = ["task": .string(doc.task), "doc_id": .int(doc.docID), "doc": doc.doc]
    if doc.arguments.count == 1, doc.arguments[0].count == 1 {
      fields["text"] = .string(doc.arguments[0][0])
    } else {
      var contexts: [String] = []
      var placeOfContext: [ExactText: Int] = [:]
      let requests = doc.arguments.map { request -> PythonValue in
        let context = ExactText(request[0])
        let place = placeOfContext[context] ?? contexts.count
        if place == contexts.count {
          contexts.append(request[0])
          placeOfContext[context] = place
        }
        return .list([.int(place), .string(request[1])])
      }
      fields["contexts"] = .list(contexts.map { context($0, examples: doc.examples) })
      fields["requests"] = .list(requests)
    }
    fields["target"] = .string(doc.target)
    return .dictionary(fields)
  }

  private func context(_ text: String, examples: String) -> PythonValue {
    guard let number = numberOfText[ExactText(examples)], text.utf8.starts(with: examples.utf8) else {
      return .dictionary(["text": .string(text)])
    }
    let own = String(decoding: text.utf8.dropFirst(examples.utf8.count), as: UTF8.self)
    return .dictionary(["few_shot": .int(number), "text": .string(own)])
  }
}

/// Reads the lines of docs.
private struct DocLineReader {
  let path: String
  private var texts: [Int: String] = [:]
  private var line = 0

  init(path: String) { self.path = path }

  /// The doc of the next line; nil for a few-shot text.
  mutating func doc(_ bytes: [UInt8], _ range: Range<Int>) throws(UserError) -> KeptDoc? {
    line += 1
    let value: PythonValue
    do throws(JSONParser.Fault) {
      value = try JSONParser.value(in: bytes, range)
    } catch {
      throw .badLine(path, line, error.problem)
    }
    guard case .dictionary(let fields) = value else { throw .badLine(path, line, "is no object") }
    if case .int(let number) = fields["few_shot"], case .string(let text) = fields["text"] {
      texts[number] = text
      return nil
    }
    guard case .string(let task) = fields["task"], case .int(let docID) = fields["doc_id"], let doc = fields["doc"],
      case .string(let target) = fields["target"]
    else { throw .badLine(path, line, "has no task, doc_id, doc or target") }
    return KeptDoc(
      task: task, docID: docID, doc: doc, arguments: try arguments(fields), target: target, examples: examples(fields))
  }

  /// The few-shot text of the contexts; empty where they have none.
  private func examples(_ fields: PythonValue.Dictionary) -> String {
    guard case .list(let contexts) = fields["contexts"] else { return "" }
    let numbers = contexts.compactMap { context -> Int? in
      guard case .dictionary(let fields) = context, case .int(let number) = fields["few_shot"] else { return nil }
      return number
    }
    return numbers.first.flatMap { texts[$0] } ?? ""
  }

  private func arguments(_ fields: PythonValue.Dictionary) throws(UserError) -> [[String]] {
    if case .string(let text) = fields["text"] { return [[text]] }
    guard case .list(let contexts) = fields["contexts"], case .list(let requests) = fields["requests"] else {
      throw .badLine(path, line, "has neither a text nor contexts and requests")
    }
    var texts: [String] = []
    for context in contexts { texts.append(try text(of: context)) }
    var arguments: [[String]] = []
    for request in requests {
      guard case .list(let parts) = request, parts.count == 2, case .int(let place) = parts[0],
        case .string(let continuation) = parts[1], texts.indices.contains(place)
      else { throw .badLine(path, line, "a request is not the place of a context with a continuation") }
      arguments.append([texts[place], continuation])
    }
    return arguments
  }

  private func text(of context: PythonValue) throws(UserError) -> String {
    guard case .dictionary(let fields) = context, case .string(let own) = fields["text"] else {
      throw .badLine(path, line, "a context has no text")
    }
    guard let number = fields["few_shot"] else { return own }
    guard case .int(let place) = number, let before = texts[place] else {
      throw .badLine(path, line, "few_shot is \(number.repr), which no line before it says")
    }
    return before + own
  }
}
