internal import Console
internal import Foundation

/// By what the product of a LoRA's matrices is multiplied.
struct LoRAScaling {
  let alpha: Double
  private let isRankStabilised: Bool

  /// - Parameters:
  ///   - given: α as the command line says it, which counts before the configuration.
  ///   - path: The LoRA, for messages.
  /// - Throws: `UserError` where nothing says α, or it is no positive number.
  init(given: Double?, _ configuration: LoRAConfiguration?, path: String) throws(UserError) {
    guard let alpha = given ?? configuration?.alpha else {
      throw UserError(
        "does not say its α, by which its strength is α / r", path: path,
        remedy: "Give the one that it was trained with: --lora-alpha 32 is RWKV-PEFT's default (with r 8).")
    }
    guard alpha > 0, alpha.isFinite else {
      throw UserError("--lora-alpha is \(alpha)", remedy: "Give the number above 0 that the LoRA was trained with.")
    }
    self.alpha = alpha
    isRankStabilised = configuration?.isRankStabilised ?? false
  }

  /// α / r, or α / √r where the configuration asks for rank-stabilised LoRA.
  func scale(rank: Int) -> Double { alpha / (isRankStabilised ? Double(rank).squareRoot() : Double(rank)) }
}

/// What PEFT's `adapter_config.json` says of a LoRA.
struct LoRAConfiguration {
  /// `lora_alpha`.
  let alpha: Double?
  /// `use_rslora`.
  let isRankStabilised: Bool

  /// - Throws: `UserError` for another kind of adapter, and for what is not computed, each by the field's name.
  init(contentsOf path: String) throws {
    let fields = try ConfigurationFields(contentsOf: path)
    func refuse(_ key: String) -> UserError {
      fields.wrong(key, remedy: "Merge it with PEFT (model.merge_and_unload()) and give the model that it saves")
    }
    if let type = try fields.text("peft_type"), type.uppercased() != "LORA" { throw refuse("peft_type") }
    for key in ["use_dora", "fan_in_fan_out", "lora_bias"] where try fields.flag(key) == true { throw refuse(key) }
    if fields.has("alpha_pattern"), try !fields.object("alpha_pattern").isEmpty { throw refuse("alpha_pattern") }
    alpha = try fields.positive("lora_alpha")
    isRankStabilised = try fields.flag("use_rslora") ?? false
  }
}
