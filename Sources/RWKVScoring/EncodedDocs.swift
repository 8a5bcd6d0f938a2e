internal import EvalCore

/// Docs as token ids, ready to be scored, and what must be said about their lengths.
public struct EncodedDocs: Sendable {
  private(set) var docs: [EncodedDoc] = []
  /// For every doc, the tokens of the longest text that the model reads at once.
  public private(set) var lengths: [Int] = []
  /// Docs with a text that was cut into windows.
  public private(set) var windowedDocs = 0
  /// Requests whose context lost its beginning.
  public private(set) var truncatedRequests = 0

  /// The number of docs.
  public var count: Int { docs.count }

  mutating func add(_ doc: EncodedDoc) {
    docs.append(doc)
    lengths.append(doc.parts.map(\.input.count).max() ?? 0)
    if doc.partsOfRequest.contains(where: { $0.count > 1 }) { windowedDocs += 1 }
  }

  mutating func countTruncated() { truncatedRequests += 1 }

  /// Says which docs have their answers.
  ///
  /// - Parameter readouts: Of every doc's answer; nil for a doc to be scored.
  public mutating func setKnown(_ readouts: [Int?]) {
    precondition(readouts.count == docs.count, "\(readouts.count) for \(docs.count) docs")
    for (index, readouts) in readouts.enumerated() { docs[index].knownReadouts = readouts }
  }

  /// What a reader must know of the docs' lengths, a line each.
  ///
  /// - Parameters:
  ///   - maxLength: Tokens that the model reads at most; nil for any number.
  ///   - trainedLength: Tokens of the texts that it was trained on; nil where it is not known.
  public func notes(maxLength: Int?, trainedLength: Int?) -> [String] {
    var notes: [String] = []
    if let maxLength {
      notes.append(
        "at most \(maxLength) tokens are read at once: of \(count) docs, \(windowedDocs) are scored in windows, and "
          + "\(truncatedRequests) requests lose the beginning of their context")
    }
    let longer = lengths.filter { $0 > trainedLength ?? .max }
    if let trainedLength, let longest = longer.max() {
      notes.append(
        "\(longer.count) of \(count) docs are longer than the \(trainedLength) tokens that the model was trained on; the "
          + "longest has \(longest)")
    }
    return notes
  }
}

/// The token ids of a request, or of one window of it.
struct EncodedRequest: Sendable, Hashable {
  /// What the model reads: context and all but the last token of the continuation.
  let input: [Int32]
  /// What is scored: the token after each of the input's last positions.
  let continuation: [Int32]

  /// Position of the context's last token in the input.
  var lastContextPosition: Int { input.count - continuation.count }
}

/// The token ids of a doc's requests.
struct EncodedDoc: Sendable, Hashable {
  /// What goes through the model: a request each, or several windows of a request one after another.
  private(set) var parts: [EncodedRequest] = []
  /// The parts of every request.
  private(set) var partsOfRequest: [Range<Int>] = []
  /// The number of read-outs of a doc whose answer is there already.
  var knownReadouts: Int?

  init(knownReadouts: Int? = nil) { self.knownReadouts = knownReadouts }

  /// A doc to be scored.
  init(_ requests: [EncodedRequest]) {
    self.init()
    for request in requests { add([request]) }
  }

  /// Adds a request.
  mutating func add(_ windows: [EncodedRequest]) {
    partsOfRequest.append(parts.count..<(parts.count + windows.count))
    parts += windows
  }
}
