import Console
import ArgumentParser
import EvalCore
import RWKVModel

/// What is given beside a model: states that its layers start from, and a LoRA that is merged into it.
struct BesideOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      States of state tuning that the layers start from: a file of blocks.N.att.time_state (.pth, .safetensors); none to leave \
      out those that the model's own file holds. Default: those in the model's file, else zeros.
      """, valueName: "file"))
  var state: String?

  @Option(
    help: ArgumentHelp(
      """
      LoRA that is merged into the weights in fp32 when they are loaded: a file of X.lora_A and X.lora_B (RWKV-PEFT, PEFT), or a \
      folder with adapter_model.safetensors.
      """, valueName: "file"))
  var lora: String?

  @Option(
    help: ArgumentHelp(
      """
      α of the LoRA: W + B A α / r. It is not in RWKV-PEFT's files; its default is 32 (with r 8). Default: as \
      adapter_config.json beside the file says.
      """, valueName: "number"))
  var loraAlpha: Double?

  func validate() throws {
    if let loraAlpha {
      if lora == nil {
        throw ValidationError("--lora-alpha \(loraAlpha) says how strong a LoRA is: give one with --lora")
      }
      if !(loraAlpha > 0 && loraAlpha.isFinite) { throw ValidationError("--lora-alpha \(loraAlpha): above 0") }
    }
  }

  /// Whether anything is asked for.
  var isGiven: Bool { state != nil || lora != nil }

  /// The checkpoint with what was asked for.
  func applied(to checkpoint: Checkpoint) throws -> Checkpoint {
    var checkpoint = checkpoint
    if let lora { checkpoint = try checkpoint.merging(lora: lora, alpha: loraAlpha) }
    switch state {
    case nil: return checkpoint
    case "none":
      guard checkpoint.state != nil else {
        throw UserError(
          "--state none: \(checkpoint.path) holds no states, so that there is nothing to leave out",
          remedy: "Leave it out")
      }
      return checkpoint.withoutStates()
    case let path?: return try checkpoint.starting(from: path)
    }
  }

  /// A line for what overrides the model's own file; nil where nothing does.
  func override(of checkpoint: Checkpoint) -> String? {
    guard let state, checkpoint.hasOwnStates else { return nil }
    return state == "none"
      ? "--state none: the layers start from zeros, not from the states in the model's file"
      : "--state: the states in the model's file are not used"
  }
}

extension RunManifest.Model {
  /// Says what stands beside a model's own weights.
  mutating func note(_ checkpoint: Checkpoint) {
    if let merged = checkpoint.lora {
      lora = .init(
        path: merged.path, sha256: merged.sha256, alpha: merged.alpha, ranks: merged.ranks, matrices: merged.matrices,
        wholeTensors: merged.wholeTensors)
      notes.append("LoRA \(merged.path): \(merged.summary)")
    }
    if let used = checkpoint.state {
      state = .init(path: used.path, sha256: used.sha256)
      notes.append("the layers start from tuned states, those of \(used.path ?? "the model's own file")")
    }
  }
}
