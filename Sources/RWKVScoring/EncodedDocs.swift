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
}
