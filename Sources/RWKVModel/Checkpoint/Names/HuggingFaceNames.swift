internal import Console

/// The tensor names of Hugging Face / flash-linear-attention RWKV-7 checkpoints.
enum HuggingFaceNames {
  /// Whether the names are in this layout.
  static func isLayout(_ names: [String]) -> Bool {
    names.contains { $0.hasPrefix("model.layers.") || $0.hasPrefix("layers.") }
  }

  /// The tensor under its canonical name or names; as it is when the layout does not know its name.
  ///
  /// Low-rank matrices, which this layout stores as [out, in], become transposed views; the single `x_x` [6, C] of older
  /// files becomes six vectors.
  static func canonical(_ tensor: CheckpointTensor, path: String) throws(UserError) -> [CheckpointTensor] {
    let name = tensor.name.hasPrefix("model.") ? tensor.name.dropFirst("model.".count) : Substring(tensor.name)
    if let whole = wholeNames[String(name)] { return [tensor.named(whole)] }
    guard let layer = LayerPath(name, after: "layers") else { return [tensor] }
    let block = "blocks.\(layer.index)."
    if layer.rest == "attn.x_x", tensor.foreignType == nil { return try shifts(tensor, block, path) }
    if let plain = layerNames[String(layer.rest)] { return [tensor.named(block + plain)] }
    if let lowRank = lowRank(layer.rest) {
      let named = tensor.named(block + lowRank)
      guard !layer.rest.hasSuffix(".bias"), tensor.foreignType == nil else { return [named] }
      try requireMatrix(tensor, path)
      return [named.transposed()]
    }
    return [tensor]
  }

  private static func shifts(
    _ tensor: CheckpointTensor, _ block: String, _ path: String
  ) throws(UserError) -> [CheckpointTensor] {
    guard tensor.shape.count == 2, tensor.shape[0] == 6 else {
      throw UserError(
        "shape is \(tensor.shape), expected [6, C]", path: path, tensor: tensor.storedName,
        remedy: "Convert the model again with a current flash-linear-attention.")
    }
    return ["r", "w", "k", "v", "a", "g"].enumerated().map {
      tensor.row($0.offset).named(block + "att.x_\($0.element)")
    }
  }

  /// `attn.w_lora.lora.0.weight` is w1, `….2.weight` is w2, and `….2.bias` is w0.
  private static func lowRank(_ rest: Substring) -> String? {
    for letter in ["w", "a", "v", "g"] where rest.hasPrefix("attn.\(letter)_lora.lora.") {
      switch rest.dropFirst("attn.x_lora.lora.".count) {
      case "0.weight": return "att.\(letter)1"
      case "2.weight": return "att.\(letter)2"
      case "2.bias": return letter == "g" ? nil : "att.\(letter)0"
      default: return nil
      }
    }
    return nil
  }

  private static func requireMatrix(_ tensor: CheckpointTensor, _ path: String) throws(UserError) {
    guard tensor.shape.count == 2 else {
      throw UserError(
        "shape is \(tensor.shape), expected a matrix", path: path, tensor: tensor.storedName,
        remedy: UserError.fetchAgain)
    }
  }

  private static let wholeNames = [
    "embeddings.weight": "emb.weight", "norm.weight": "ln_out.weight", "norm.bias": "ln_out.bias",
    "lm_head.weight": "head.weight",
  ]

  private static let layerNames: [String: String] = {
    var names = ["ffn.x_k": "ffn.x_k", "ffn.key.weight": "ffn.key.weight", "ffn.value.weight": "ffn.value.weight"]
    for (theirs, ours) in ["pre_norm": "ln0", "attn_norm": "ln1", "ffn_norm": "ln2", "attn.g_norm": "att.ln_x"] {
      for part in ["weight", "bias"] { names["\(theirs).\(part)"] = "\(ours).\(part)" }
    }
    for (theirs, ours) in ["r": "receptance", "k": "key", "v": "value", "o": "output"] {
      names["attn.\(theirs)_proj.weight"] = "att.\(ours).weight"
    }
    for vector in ["x_r", "x_w", "x_k", "x_v", "x_a", "x_g", "k_k", "k_a", "r_k"] {
      names["attn.\(vector)"] = "att.\(vector)"
    }
    return names
  }()
}
