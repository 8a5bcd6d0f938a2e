internal import Console

/// Recognises checkpoints that are not plain RWKV-7, so that they are refused by name and not by a missing tensor.
enum ModelGeneration {
  /// Throws when the names are those of another generation or kind of model.
  static func requireRWKV7(_ names: [String], path: String) throws(UserError) {
    if let other = other(names) {
      throw UserError(
        "is \(other), and this program runs RWKV-7 (x070) only", path: path,
        remedy: "Use an RWKV-7 checkpoint; published ones have \"x070\" or \"rwkv7-\" in their names.")
    }
    if let adapter = names.first(where: isAdapter) {
      throw UserError(
        "is an adapter, not a whole model", path: path, tensor: adapter,
        remedy: adapter.contains("lora_")
          ? "Give its base model with --model, and this file with --lora FILE --lora-alpha A."
          : "Merge it into its base model and give that.")
    }
    if !names.isEmpty, names.allSatisfy({ $0.hasSuffix("time_state") }) {
      throw UserError(
        "is a file of tuned states: it holds the states that a model starts from, and no model", path: path,
        remedy: "Give the model that they were tuned for with --model, and this file with --state.")
    }
    guard names.contains(where: isTimeMix) else {
      throw UserError(
        "holds no RWKV-7 layer; its tensors are \(names.sorted().prefix(4).joined(separator: ", ")), …", path: path,
        remedy: "Use an RWKV-7 checkpoint with official, Hugging Face or RWKV-DR tensor names.")
    }
  }

  /// RWKV-PEFT's files: LoRA and PiSSA, Bone, DiSHA.
  private static func isAdapter(_ name: String) -> Bool {
    let parts = name.split(separator: ".")
    return name.contains("lora_A") || name.contains("lora_B") || parts.contains("bone") || parts.contains("disha")
  }

  private static func isTimeMix(_ name: String) -> Bool { name.contains(".att.") || name.contains(".attn.x_") }

  private static func other(_ names: [String]) -> String? {
    func has(_ part: String) -> Bool { names.contains { $0.contains(part) } }
    if has(".time_maa") { return "an RWKV-6 model" }
    if has(".time_faaaa") || has(".time_decay") && has(".ln_x.") { return "an RWKV-5 model" }
    if has(".time_decay") || has(".time_first") { return "an RWKV-4 model" }
    if has("qkv") && names.contains(where: { $0.hasPrefix("blocks.") }) {
      return "an RWKV-7b model (DeepEmbed and DEA)"
    }
    if has(".ffn.receptance") { return "an RWKV model older than RWKV-7" }
    return nil
  }
}
