/// What is asked about one doc: the unit that goes to a model, whole or not at all.
public struct DocRequests: Sendable, Hashable {
  /// The requests, in the order of their answers.
  public let requests: [LoglikelihoodRequest]
  /// The number of read-outs of an answer that is there already; nil for a doc to be scored.
  ///
  /// A known doc is computed only where the bits of others need it.
  public let knownReadouts: Int?

  /// The requests of a doc.
  public init(_ requests: [LoglikelihoodRequest], knownReadouts: Int? = nil) {
    self.requests = requests
    self.knownReadouts = knownReadouts
  }
}

extension Sequence<DocRequests> {
  /// The answers of a model with one read-out that answers every request by itself, `[doc][request][readout]`; none for a
  /// known doc.
  public func unknownAnswers(
    _ answer: (LoglikelihoodRequest) throws -> Loglikelihood
  ) rethrows -> [[[Loglikelihood]]] {
    try map { doc in doc.knownReadouts == nil ? try doc.requests.map { [try answer($0)] } : [] }
  }
}
