internal import EvalCore

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
