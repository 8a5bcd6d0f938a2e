/// A question to a language model: how likely is this continuation after this context.
///
/// Source: lm-evaluation-harness, `lm_eval/api/model.py`, `LM.loglikelihood`.
public struct LoglikelihoodRequest: Sendable {
  /// Text, or token ids where the caller has tokenised already.
  public enum Content: Sendable, Hashable {
    /// Text in UTF-8; the model's tokenizer encodes it.
    case text(String)
    /// Token ids of the model's vocabulary; no tokenizer is needed.
    case tokens([Int])
  }

  /// What comes before; may be empty.
  public let context: Content
  /// What is scored; must give at least one token.
  public let continuation: Content
  /// Where the request comes from, for messages; nil where that is not known.
  public var place: RequestPlace?

  /// A request of two contents, text or tokens independently of each other.
  public init(context: Content, continuation: Content, place: RequestPlace? = nil) {
    self.context = context
    self.continuation = continuation
    self.place = place
  }

  /// A request of two texts, the usual case.
  public init(context: String, continuation: String, place: RequestPlace? = nil) {
    self.init(context: .text(context), continuation: .text(continuation), place: place)
  }
}

/// Requests that ask the same are equal, wherever they come from.
extension LoglikelihoodRequest: Hashable {
  /// Whether both ask the same.
  public static func == (a: LoglikelihoodRequest, b: LoglikelihoodRequest) -> Bool {
    a.context == b.context && a.continuation == b.continuation
  }

  /// Hashes what is asked.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(context)
    hasher.combine(continuation)
  }
}

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

/// Where a request comes from, as its user knows it.
public enum RequestPlace: Sendable, Hashable, CustomStringConvertible {
  /// A doc of a task.
  ///
  /// - Parameters:
  ///   - docID: Index of the doc in its split, from 0.
  ///   - choice: Index of the choice, from 0; nil for a doc with a single request.
  ///   - isUnconditional: Whether the choice stands without the doc's context.
  case doc(task: String, docID: Int, choice: Int?, isUnconditional: Bool = false)
  /// A line of a file, from 1.
  case line(Int, of: String)

  /// For example `task piqa, doc 7, choice 1`, counted from 0, or `requests.jsonl:3`.
  public var description: String {
    switch self {
    case .doc(let task, let docID, let choice, let isUnconditional):
      "task \(task), doc \(docID)" + (choice.map { ", choice \($0)" } ?? "")
        + (isUnconditional ? " without its context" : "")
    case .line(let line, let file): "\(file):\(line)"
    }
  }
}

/// A model's answer to one `LoglikelihoodRequest` at one read-out depth.
public struct Loglikelihood: Sendable, Hashable {
  /// Sum of the continuation tokens' log-probabilities over the full vocabulary, in nats.
  ///
  /// NaN or −∞ where the model's numbers broke; see `fault`.
  public let logprob: Double
  /// Whether every continuation token is the vocabulary's most likely one.
  ///
  /// False where a logit is not finite.
  public let isGreedy: Bool
  /// Number of continuation tokens.
  public let tokenCount: Int
  /// The first place on this request's path where the numbers stopped being numbers; nil for a healthy answer.
  ///
  /// A fault can stand beside a finite `logprob`: a layer norm whose variance overflowed returns its bias.
  public let fault: NumericalFault?
  /// Relative residual |h − h′| / |h| of the hidden state before the final norm, h′ being that of the read-out before,
  /// after the last token before the continuation's last one; nil at the first read-out and where it is not finite.
  public let residual: Double?

  /// A log-likelihood in nats.
  public init(logprob: Double, isGreedy: Bool, tokenCount: Int, fault: NumericalFault? = nil, residual: Double? = nil) {
    self.logprob = logprob
    self.isGreedy = isGreedy
    self.tokenCount = tokenCount
    self.fault = fault
    self.residual = residual
  }
}

/// A request as the token ids that a model reads and scores.
public struct RequestTokens: Sendable, Hashable {
  /// Those of the context, a start token first where there is one.
  public let context: [Int]
  /// Those of the continuation, which are scored.
  public let continuation: [Int]

  /// The ids of a request.
  public init(context: [Int], continuation: [Int]) {
    self.context = context
    self.continuation = continuation
  }
}
