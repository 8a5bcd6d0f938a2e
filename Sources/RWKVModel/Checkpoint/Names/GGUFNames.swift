internal import Console

/// The tensor names of GGUF files of the kind `rwkv7`.
///
/// Source: llama.cpp's `gguf-py/gguf/tensor_mapping.py` and its converter of RWKV-7. All parameters have the suffix `.weight`;
/// low-rank matrices may lie either way round (`LowRankOrder`).
enum GGUFNames {
  /// Whether a tensor is one of layer 0's value residual, which the converter copies from others for want of its own.
  static func isDummy(_ name: String) -> Bool { ["v0", "v1", "v2"].contains { name == "blk.0.time_mix_\($0).weight" } }

  /// The tensor under its canonical name or names; as it is when its name is not known.
  ///
  /// The six vectors of `time_mix_lerp_fused` [6, 1, 1, C] become one each, and r_k becomes [C / N, N].
  ///
  /// - Parameter headSize: N, which only the metadata tells.
  static func canonical(
    _ tensor: CheckpointTensor, headSize: Int?, path: String
  ) throws(UserError) -> [CheckpointTensor] {
    if let whole = wholeNames[tensor.name] { return [tensor.named(whole)] }
    guard let layer = LayerPath(tensor.name, after: "blk") else { return [tensor] }
    let block = "blocks.\(layer.index)."
    switch layer.rest {
    case "time_mix_lerp_fused.weight" where tensor.foreignType == nil: return try shifts(tensor, block, path)
    case "time_mix_r_k.weight" where tensor.foreignType == nil: return [try bonus(tensor, block, headSize, path)]
    default: return [layerNames[String(layer.rest)].map { tensor.named(block + $0) } ?? tensor]
    }
  }

  private static func shifts(
    _ tensor: CheckpointTensor, _ block: String, _ path: String
  ) throws(UserError) -> [CheckpointTensor] {
    guard let width = tensor.shape.last, tensor.shape.dropFirst().dropLast().allSatisfy({ $0 == 1 }),
      tensor.shape.count > 1, tensor.shape[0] == 6, let rows = tensor.reshaped([6, width])
    else {
      throw UserError(
        "has shape \(tensor.shape), expected [6, 1, 1, C]", path: path, tensor: tensor.storedName,
        remedy: "A model without gate (wkv_has_gate false) is no RWKV-7 as it was published. \(UserError.fetchAgain)")
    }
    return ["r", "w", "k", "v", "a", "g"].enumerated().map { rows.row($0.offset).named(block + "att.x_\($0.element)") }
  }

  private static func bonus(
    _ tensor: CheckpointTensor, _ block: String, _ headSize: Int?, _ path: String
  ) throws(UserError) -> CheckpointTensor {
    let count = tensor.elementCount
    guard let headSize, headSize > 0, count.isMultiple(of: headSize),
      let heads = tensor.reshaped([count / headSize, headSize])
    else {
      throw UserError(
        "has \(count) numbers, which are no heads of rwkv7.wkv.head_size (\(headSize.map(String.init) ?? "not given"))",
        path: path, tensor: tensor.storedName, remedy: UserError.fetchAgain)
    }
    return heads.named(block + "att.r_k")
  }

  private static let wholeNames = [
    "token_embd.weight": "emb.weight", "token_embd_norm.weight": "blocks.0.ln0.weight",
    "token_embd_norm.bias": "blocks.0.ln0.bias", "output_norm.weight": "ln_out.weight",
    "output_norm.bias": "ln_out.bias", "output.weight": "head.weight",
  ]

  private static let layerNames: [String: String] = {
    var names = [
      "channel_mix_lerp_k.weight": "ffn.x_k", "channel_mix_key.weight": "ffn.key.weight",
      "channel_mix_value.weight": "ffn.value.weight", "time_mix_k_k.weight": "att.k_k",
      "time_mix_k_a.weight": "att.k_a",
    ]
    for (theirs, ours) in ["attn_norm": "ln1", "attn_norm_2": "ln2", "time_mix_ln": "att.ln_x"] {
      for part in ["weight", "bias"] { names["\(theirs).\(part)"] = "\(ours).\(part)" }
    }
    for matrix in ["receptance", "key", "value", "output"] {
      names["time_mix_\(matrix).weight"] = "att.\(matrix).weight"
    }
    for letter in ["w", "a", "v", "g"] {
      for digit in ["0", "1", "2"] where letter != "g" || digit != "0" {
        names["time_mix_\(letter)\(digit).weight"] = "att.\(letter)\(digit)"
      }
    }
    return names
  }()
}
