/// The tensor names of the official Hugging Face folders (`Rwkv7ForCausalLM`, August 2026) and of converters near to them:
/// those of the `.pth` files behind a prefix that the head does not carry, with `.weight` on tensors that have none there.
///
/// Source: the published folders `RWKV/RWKV7-*-20260805`. Which way round low-rank matrices lie is not in a name:
/// `LowRankOrder` tells it from shapes.
struct OfficialFolderNames {
  private static let prefixes = ["model.", "rwkv7.", "rwkv."]
  private static let whole = ["embeddings.weight": "emb.weight", "lm_head.weight": "head.weight"]

  /// What stands before the layers' names; empty in most files.
  private let prefix: String

  /// The spelling of a file with these names.
  init(_ names: [String]) {
    prefix = Self.prefixes.first { prefix in names.contains { $0.hasPrefix(prefix + "blocks.") } } ?? ""
  }

  /// The name in a `.pth` file; as it is where it is none of a plain model's.
  func canonical(_ name: String) -> String {
    let bare = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    let renamed = Self.whole[bare] ?? Self.older(bare)
    let weight = ".weight"
    let other = renamed.hasSuffix(weight) ? String(renamed.dropLast(weight.count)) : renamed + weight
    return !CanonicalNames.contains(renamed) && CanonicalNames.contains(other) ? other : renamed
  }

  /// The spelling of Hugging Face folders of RWKV-4 to 6, of which transformers reads RWKV-4 itself.
  private static func older(_ name: String) -> String {
    guard let layer = LayerPath(name, after: "blocks") else { return name }
    var rest = String(layer.rest)
    for (theirs, ours) in [("attention.", "att."), ("feed_forward.", "ffn."), ("pre_ln.", "ln0.")]
    where rest.hasPrefix(theirs) { rest = ours + rest.dropFirst(theirs.count) }
    for word in ["key", "value", "receptance", "gate"] where rest.hasSuffix(".time_mix_\(word)") {
      rest = String(rest.dropLast(word.count - 1))
    }
    return "blocks.\(layer.index).\(rest)"
  }
}
