internal import Console
import Archives
public import EvalCore
import Foundation
import PythonValues

/// A doc's requests as token ids.
public struct KeptTokens: Sendable, Hashable {
  /// The doc.
  public let doc: DocKey
  /// In the order of its requests.
  public let requests: [RequestTokens]

  /// The ids of a doc.
  public init(doc: DocKey, requests: [RequestTokens]) {
    self.doc = doc
    self.requests = requests
  }
}

/// Token ids: `tokens.jsonl.gz`, a line a doc, and a last one with the bytes of every token that is in it.
///
/// A context that several requests have is there once:
/// `{"task": …, "doc_id": …, "contexts": [[0, 33, …]], "requests": [[0, 21265], …]}`, where a request begins with the number
/// of its context. The last line is `{"lengths": {"33": 1, …}}`.
extension RunFolder {
  private var tokensPath: String { path + "/tokens.jsonl.gz" }

  /// Whether token ids are there.
  public var hasTokens: Bool { FileManager.default.fileExists(atPath: tokensPath) }

  /// Keeps the token ids of docs.
  ///
  /// - Parameter length: Bytes of a token.
  /// - Throws: `UserError` when the disk does not take them. Also what the sequence's making throws.
  public func write(tokens: some Sequence<KeptTokens>, length: (Int) -> Int) throws {
    let new = tokensPath + ".new"
    do {
      var seen: Set<Int> = []
      try PackedFile.write(new) { append in
        for doc in tokens {
          for request in doc.requests { seen.formUnion(request.context + request.continuation) }
          try append(PythonJSON.line(Self.line(doc)) + "\n")
        }
        let lengths = seen.sorted().map { (String($0), PythonValue.int(length($0))) }
        let fields = PythonValue.Dictionary(lengths, uniquingKeysWith: { first, _ in first })
        try append(PythonJSON.line(.dictionary(["lengths": .dictionary(fields)])) + "\n")
      }
      guard unsafe rename(new, tokensPath) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    } catch {
      try? FileManager.default.removeItem(atPath: new)
      throw UserError.cannotWrite(tokensPath, cause: error)
    }
  }

  private static func line(_ doc: KeptTokens) -> PythonValue {
    var contexts: [[Int]] = []
    let requests = doc.requests.map { request -> PythonValue in
      let place = contexts.firstIndex(of: request.context) ?? contexts.count
      if place == contexts.count { contexts.append(request.context) }
      return .list(([place] + request.continuation).map { .int($0) })
    }
    return .dictionary([
      "task": .string(doc.doc.task), "doc_id": .int(doc.doc.docID),
      "contexts": .list(contexts.map { .list($0.map { .int($0) }) }), "requests": .list(requests),
    ])
  }

  /// The lines of the file as they are, for a page that unpacks them itself; nil where the run kept no token ids.
  ///
  /// - Throws: `UserError` when the file cannot be unpacked.
  public func readTokenLines() throws -> [UInt8]? {
    guard hasTokens else { return nil }
    return try ArchiveReader.entries(of: tokensPath) { _ in true }.first.map { Array($0.bytes) } ?? []
  }
}
