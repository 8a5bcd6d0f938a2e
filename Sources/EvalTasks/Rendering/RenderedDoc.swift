internal import Archives
public import EvalCore
public import PythonValues

/// A doc as lm-evaluation-harness asks a model about it.
public struct RenderedDoc: Sendable {
  /// Index of the doc in the evaluated split, after `process_docs`.
  public let docID: Int
  /// The doc, after `process_docs`.
  public internal(set) var doc: Doc
  /// One request a choice, or a single one for `loglikelihood`; empty for `loglikelihood_rolling`.
  public let requests: [PromptRequest]
  /// The choices without a context, for `acc_mutual_info`; empty where that is not a metric of the task.
  public let unconditional: [PromptRequest]
  /// The text of `loglikelihood_rolling`; nil for the other types.
  public let rolling: RollingText?
  /// The choices as they are asked, without the delimiter; empty for tasks without choices.
  public let choices: [String]
  /// The right answer.
  public let gold: Gold
  /// What `doc_to_target` gave, as Python's `str()` writes it.
  public let target: String
  /// Whether the doc is among its own few-shot examples, with its answer.
  public internal(set) var isOwnExample = false
  /// What stands before the doc's own part in every context: description and few-shot examples.
  public internal(set) var examples = ""

  /// The context of the first request; empty for `loglikelihood_rolling`.
  public var context: String { requests.first?.context ?? "" }

  /// The arguments of every request, as lm-evaluation-harness writes them to its samples: `arg_0`, and `arg_1` unless the
  /// task is rolling.
  public var arguments: [[String]] {
    if let rolling { return [[rolling.text]] }
    return (requests + unconditional).map { [$0.context, $0.continuation] }
  }
}

/// A context and a continuation to score after it, as texts.
public struct PromptRequest: Sendable, Hashable {
  /// What comes before; may be empty.
  public let context: String
  /// What is scored, the delimiter before it included.
  public let continuation: String

  /// A request of two texts.
  public init(context: String, continuation: String) {
    self.context = context
    self.continuation = continuation
  }

  /// The request to a model.
  ///
  /// - Parameter place: Where it comes from, for messages.
  public func request(from place: RequestPlace? = nil) -> LoglikelihoodRequest {
    LoglikelihoodRequest(context: context, continuation: continuation, place: place)
  }
}

extension RenderedDoc {
  /// SHA-256 of the doc as JSON with an indentation of two: lm-evaluation-harness's `doc_hash`.
  public var docHash: String { Self.hash(of: doc) }

  /// `docHash` of a doc that is not rendered.
  static func hash(of doc: Doc) -> String { ContentDigest.hex(PythonJSON.page(.dictionary(doc))) }

  /// SHA-256 of the first request's context, or of a rolling task's text: lm-evaluation-harness's `prompt_hash`.
  public var promptHash: String { ContentDigest.hex(rolling?.text ?? requests.first?.context ?? "") }

  /// SHA-256 of the target: lm-evaluation-harness's `target_hash`.
  public var targetHash: String { ContentDigest.hex(target) }
}
