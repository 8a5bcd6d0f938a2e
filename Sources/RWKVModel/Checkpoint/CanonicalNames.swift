/// The names that a plain RWKV-7 model's tensors have, in the official files' spelling.
enum CanonicalNames {
  /// Whether a name is one of them, for any layer.
  static func contains(_ name: String) -> Bool {
    if let layer = LayerPath(name, after: "blocks") { return layerNames.contains(String(layer.rest)) }
    return wholeNames.contains(name)
  }

  private static let wholeNames: Set = ["emb.weight", "head.weight", "ln_out.weight", "ln_out.bias"]

  private static let layerNames: Set<String> = {
    var names: Set = ["ffn.x_k", "ffn.key.weight", "ffn.value.weight", "att.k_k", "att.k_a", "att.r_k"]
    for norm in ["ln0", "ln1", "ln2", "att.ln_x"] { names.formUnion(["\(norm).weight", "\(norm).bias"]) }
    for matrix in ["receptance", "key", "value", "output"] { names.insert("att.\(matrix).weight") }
    for letter in ["r", "w", "k", "v", "a", "g"] { names.insert("att.x_\(letter)") }
    for letter in ["w", "a", "v", "g"] { names.formUnion(["att.\(letter)1", "att.\(letter)2"]) }
    return names.union(["att.w0", "att.a0", "att.v0"])
  }()
}
