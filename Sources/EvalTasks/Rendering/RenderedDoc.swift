public import EvalCore

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
