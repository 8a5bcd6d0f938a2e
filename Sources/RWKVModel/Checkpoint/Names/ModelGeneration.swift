internal import Console

/// A generation of RWKV that is computed here, told by tensor names.
public enum ModelGeneration: String, Sendable, Hashable, CaseIterable {
  case rwkv4 = "RWKV-4"
  /// Of 5.0, 5.1 and 5.2 (Eagle).
  case rwkv5 = "RWKV-5"
  /// Finch.
  case rwkv6 = "RWKV-6"
  /// Goose.
  case rwkv7 = "RWKV-7"

  /// The generation of a file.
  ///
  /// - Throws: `UserError` when the names are those of another kind of model, or of no model.
  init(_ names: [String], path: String) throws(UserError) {
    if let other = Self.other(names) {
      throw UserError(
        "is \(other), and this program runs RWKV-4 to RWKV-7 only", path: path,
        remedy: "Use a checkpoint of one of these; published ones of RWKV-7 have \"x070\" or \"rwkv7-\" in their names."
      )
    }
    if let adapter = names.first(where: Self.isAdapter) {
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
    guard names.contains(where: Self.isTimeMix) else {
      throw UserError(
        "holds no RWKV layer; its tensors are \(names.sorted().prefix(4).joined(separator: ", ")), …", path: path,
        remedy: "Use an RWKV checkpoint with official, Hugging Face or RWKV-DR tensor names.")
    }
    self = Self.known(names)
  }

  private static func known(_ names: [String]) -> ModelGeneration {
    func has(_ part: String) -> Bool { names.contains { $0.contains(part) } }
    if has(".time_maa") { return .rwkv6 }
    guard has(".time_decay") else { return .rwkv7 }
    return has(".ln_x.") ? .rwkv5 : .rwkv4
  }

  /// RWKV-PEFT's files: LoRA and PiSSA, Bone, DiSHA.
  private static func isAdapter(_ name: String) -> Bool {
    let parts = name.split(separator: ".")
    return name.contains("lora_A") || name.contains("lora_B") || parts.contains("bone") || parts.contains("disha")
  }

  private static func isTimeMix(_ name: String) -> Bool {
    name.contains(".att.") || name.contains(".attn.x_") || name.contains(".attention.")
  }

  private static func other(_ names: [String]) -> String? {
    func has(_ part: String) -> Bool { names.contains { $0.contains(part) } }
    if has("qkv") && names.contains(where: { $0.hasPrefix("blocks.") }) {
      return "an RWKV-7b model (DeepEmbed and DEA)"
    }
    if has(".ffn.receptance") && !has(".time_decay") { return "an RWKV model of a kind between RWKV-6 and RWKV-7" }
    return nil
  }
}
