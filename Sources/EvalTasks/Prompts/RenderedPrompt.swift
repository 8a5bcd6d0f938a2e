internal import Archives
public import EvalCore

/// What a language model is asked about one doc.
public struct RenderedPrompt: Sendable, Hashable {
  /// Everything before the continuation: description, few-shot examples and the doc.
  public let context: String
  /// The choices as the prompt names them, for example `["A", "B", "C", "D"]`.
  public let choices: [String]
  /// What is scored after the context, a choice each: the target delimiter and the choice.
  public let continuations: [String]
  /// Index of the right choice.
  public let gold: Int
  /// The target as lm-evaluation-harness has it: the text of `doc_to_target`, for MMLU the answer's index.
  public let target: String

  /// lm-evaluation-harness's `prompt_hash`: SHA-256 (hex) of the context.
  public var promptHash: String { ContentDigest.hex(context) }

  /// lm-evaluation-harness's `target_hash`: SHA-256 (hex) of the target.
  public var targetHash: String { ContentDigest.hex(target) }

  /// A request a choice, in the order of the choices.
  public var requests: [LoglikelihoodRequest] {
    continuations.map { LoglikelihoodRequest(context: context, continuation: $0) }
  }
}
