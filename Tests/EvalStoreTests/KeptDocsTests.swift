import Console
import EvalCore
import EvalStore
import FileWriters
import Foundation
import PythonValues
import Testing

@Suite struct KeptDocsTests {
  static let docs = [
    KeptDoc(
      task: "anatomy", docID: 0, doc: .dictionary(["q": .string("é\u{301}\n"), "n": .double(1)]),
      arguments: [["Examples. Q1", " A"], ["Examples. Q1", " B"]], target: "A", examples: "Examples. "),
    KeptDoc(
      task: "anatomy", docID: 1, doc: .dictionary(["q": .none]),
      arguments: [["Examples. Q2", " A"], ["", " A"]], target: "B", examples: "Examples. "),
    KeptDoc(
      task: "winogrande", docID: 0, doc: .dictionary([:]), arguments: [["he", " ran"], ["she", " ran"]], target: "0",
      examples: ""),
    KeptDoc(task: "pages", docID: 7, doc: .dictionary([:]), arguments: [["a text"]], target: "a text", examples: ""),
  ]

  static func unpacked(_ path: String) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", path]
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    return String(decoding: data, as: UTF8.self)
  }

  @Test func `come back as they were asked`() throws {
    let temporary = try TemporaryFolder()
    let folder = RunFolder(temporary.path)
    #expect(try folder.readDocs() == nil)
    try folder.write(Self.docs)
    let read = try #require(try folder.readDocs())
    #expect(read.count == Self.docs.count)
    for doc in Self.docs {
      let found = try #require(read[DocKey(task: doc.task, docID: doc.docID)])
      #expect(found.arguments == doc.arguments && found.target == doc.target && found.doc == doc.doc)
      #expect(found.examples == doc.examples)
    }
  }

  @Test func `a few-shot text is there once, and the same docs give the same bytes`() throws {
    let temporary = try TemporaryFolder()
    try RunFolder(temporary.path).write(Self.docs)
    let path = temporary.path + "/docs.jsonl.gz"
    let first = try Data(contentsOf: URL(filePath: path))
    let text = try Self.unpacked(path)
    #expect(text.components(separatedBy: "Examples. ").count == 2)
    #expect(text.hasPrefix(#"{"few_shot": 0, "text": "Examples. "}"# + "\n"))
    try RunFolder(temporary.path).write(Self.docs)
    #expect(try Data(contentsOf: URL(filePath: path)) == first)
  }

  /// "é" as one code point and as two are equal to Swift, and other texts to a model.
  @Test func `texts that only look alike are kept apart`() throws {
    let temporary = try TemporaryFolder()
    let docs = ["caf\u{e9} ", "cafe\u{301} "].enumerated().map { id, examples in
      KeptDoc(
        task: "t", docID: id, doc: .none, arguments: [[examples + "Q", "A"], ["\u{e9}", "A"], ["e\u{301}", "A"]],
        target: "", examples: examples)
    }
    try RunFolder(temporary.path).write(docs)
    let read = try #require(try RunFolder(temporary.path).readDocs())
    for doc in docs {
      let found = try #require(read[DocKey(task: "t", docID: doc.docID)])
      #expect(found.arguments.joined().map { Array($0.utf8) } == doc.arguments.joined().map { Array($0.utf8) })
    }
  }

  static let damages: [(line: String, problem: String)] = [
    ("[]", "is no object"), ("{", "docs.jsonl.gz:1"), (#"{"task": "t"}"#, "has no task, doc_id, doc or target"),
    (#"{"task": "t", "doc_id": 0, "doc": {}, "target": ""}"#, "neither a text nor contexts"),
    (
      #"{"task": "t", "doc_id": 0, "doc": {}, "target": "", "contexts": [{"few_shot": 3, "text": ""}], "requests": []}"#,
      "few_shot is 3"
    ),
    (
      #"{"task": "t", "doc_id": 0, "doc": {}, "target": "", "contexts": [], "requests": [[0, "A"]]}"#,
      "a request is not the place of a context"
    ),
  ]

  @Test(arguments: damages) func `a damaged line is named`(_ one: (line: String, problem: String)) throws {
    let temporary = try TemporaryFolder()
    try temporary.write(one.line + "\n", to: "docs.jsonl")
    let process = try Process.run(
      URL(filePath: "/usr/bin/env"), arguments: ["gzip", "-n", temporary.path + "/docs.jsonl"])
    process.waitUntilExit()
    #expect {
      try RunFolder(temporary.path).readDocs()
    } throws: { error in "\(error)".contains(one.problem) && "\(error)".contains("docs.jsonl.gz:1") }
  }

  @Test func `configurations keep their order and kinds`() throws {
    let temporary = try TemporaryFolder()
    let folder = RunFolder(temporary.path)
    #expect(try folder.readConfigurations() == [:])
    let configurations: PythonValue.Dictionary = [
      "b": .dictionary(["z": .double(1), "a": .none]), "a": .dictionary([:]),
    ]
    try folder.write(configurations: configurations)
    let read = try folder.readConfigurations()
    #expect(PythonValue.dictionary(read).repr == PythonValue.dictionary(configurations).repr)
    try Data("[".utf8).write(to: URL(filePath: temporary.path + "/configs.json"))
    #expect(throws: UserError.self) { try folder.readConfigurations() }
  }
}
