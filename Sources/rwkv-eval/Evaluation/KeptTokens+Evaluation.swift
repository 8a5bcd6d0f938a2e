import Console
import EvalCore
import EvalStore
import RWKVModel
import RWKVScoring

extension KeptTokens {
  /// Refuses a model that has no vocabulary.
  static func check(_ loaded: LoadedModel) throws {
    guard loaded.rwkv?.tokenizer == nil else { return }
    throw UserError(
      "--tokens: \(loaded.manifest.name) has no vocabulary, so there are no token ids",
      remedy: "Leave --tokens out, or give a checkpoint with its vocabulary")
  }

  /// Keeps the token ids of an evaluation's requests; nothing where there is no vocabulary.
  ///
  /// - Throws: `UserError` when they cannot be written.
  static func write(_ evaluation: Evaluation, _ folder: RunFolder) throws {
    guard let scorer = evaluation.loaded.rwkv?.scorer, let tokenizer = evaluation.loaded.rwkv?.tokenizer else { return }
    let docs = try evaluation.plan.items.map { item in
      KeptTokens(doc: DocKey(item.doc), requests: try item.requests.map { try scorer.tokens(of: $0) })
    }
    try folder.write(tokens: docs) { tokenizer.bytes(of: $0)?.count ?? 0 }
  }
}
