internal import Console
internal import PythonValues
internal import RWKVKernels

/// What `config.json` says about the arithmetic of a model's layers; where it is silent, that of the official RWKV-7.
///
/// Fields are those of flash-linear-attention (fla) and of the official Hugging Face folders. Each that counts is honoured,
/// compared with the tensors, or refused by its name.
struct ModelConfiguration: Sendable {
  /// ε of the layer norms.
  private(set) var normEpsilon: Float = 1e-5
  /// ε of the head norm.
  private(set) var headNormEpsilon: Float = officialHeadNormEpsilon
  /// Between the two matrices of the channel mix.
  private(set) var activation = Activation.reluSquared
  /// Whether the layer norms (not the head norm) have a bias.
  private(set) var hasNormBias = true
  /// Whether the embedding in the file has gone through ln0 of layer 0 already, which is not there then.
  private(set) var isEmbeddingNormFused = false
  /// Whether the embedding is the head too.
  private(set) var tiesHead = false
  /// What differs from the official arithmetic, for example `hidden_act swish`.
  private(set) var departures: [String] = []
  /// What a reader must know, a sentence each.
  private(set) var notes: [String] = []

  private let fields: ConfigurationFields?

  /// Reads the configuration beside a checkpoint, and compares its sizes with those of the tensors.
  ///
  /// - Throws: `UserError` for a field of the wrong type; `UserError` for one that contradicts the tensors, and for
  ///   one that asks for what is not computed here.
  init(_ checkpoint: Checkpoint, shape: ModelShape) throws {
    fields = try checkpoint.configurationPath.map { try ConfigurationFields(contentsOf: $0) }
    let isHuggingFace = checkpoint.isHuggingFace
    if let epsilon = checkpoint.normEpsilon {
      guard epsilon > 0, epsilon.isFinite else {
        throw UserError(
          "\(checkpoint.path): the ε of its layer norms is \(epsilon)", remedy: String(UserError.fetchAgain.dropLast()))
      }
      normEpsilon = Float(epsilon)
      if normEpsilon != 1e-5 { departures.append("norm ε \(normEpsilon)") }
    }
    guard let fields else {
      if isHuggingFace {
        notes = ["no config.json beside the weights: fla's defaults are taken (hidden_act sqrelu, norm_eps 1e-5)"]
        headNormEpsilon = Self.headNormEpsilon(1e-5, shape)
      }
      return
    }
    try Self.refuse(fields)
    try compareSizes(fields, shape)
    let architectures = fields.isList("architectures") ? try fields.texts("architectures") ?? [] : []
    let isFLA = isHuggingFace || fields.has("norm_eps") || architectures.contains { $0.hasPrefix("RWKV7") }
    try readNorms(fields, isFLA: isFLA, shape)
    if let name = try fields.text("hidden_act") { activation = try Self.activation(name, isFLA: isFLA, fields) }
    tiesHead = try fields.flag("tie_word_embeddings") ?? false
    isEmbeddingNormFused = try fields.flag("embedding_layer_norm_fused") ?? false
    if isEmbeddingNormFused, checkpoint.tensors["blocks.0.ln0.weight"] != nil {
      throw contradiction("embedding_layer_norm_fused", "the norm blocks.0.ln0 too, which would be applied twice")
    }
    if activation != .reluSquared { departures.append("hidden_act \(try fields.text("hidden_act") ?? "")") }
    if tiesHead { departures.append("tied head") }
  }

  private mutating func readNorms(_ fields: ConfigurationFields, isFLA: Bool, _ shape: ModelShape) throws {
    let (own, official) = (try fields.positive("norm_eps"), try fields.positive("layer_norm_epsilon"))
    if let own, let official, own != official {
      throw UserError(
        "\(fields.path): norm_eps is \(own), but layer_norm_epsilon is \(official)", remedy: "Leave one of them out")
    }
    let epsilon = own ?? official ?? 1e-5
    normEpsilon = Float(epsilon)
    if let given = try fields.positive("group_norm_epsilon") {
      headNormEpsilon = Float(given)
    } else if isFLA {
      headNormEpsilon = Self.headNormEpsilon(epsilon, shape)
    }
    hasNormBias = try fields.flag("norm_bias") ?? true
    if normEpsilon != 1e-5 { departures.append("norm ε \(normEpsilon)") }
    if headNormEpsilon != officialHeadNormEpsilon { departures.append("head norm ε \(headNormEpsilon)") }
    if !hasNormBias { departures.append("norms without bias") }
  }

  /// fla's rule.
  private static func headNormEpsilon(_ epsilon: Double, _ shape: ModelShape) -> Float {
    Float(Double(shape.headSize) * epsilon)
  }

  private static func activation(_ name: String, isFLA: Bool, _ fields: ConfigurationFields) throws -> Activation {
    switch name {
    case "sqrelu", "relu2", "relu_squared": return .reluSquared
    case "relu": return .relu
    case "silu", "swish": return .silu
    case "sigmoid": return .sigmoid
    // fla's gelu is the approximation; elsewhere the name means the exact one.
    case "gelu" where isFLA: return .geluTanh
    case "gelu_new", "gelu_pytorch_tanh": return .geluTanh
    default:
      throw fields.wrong(
        "hidden_act",
        remedy: "Computed are sqrelu, relu, silu (swish), sigmoid and gelu in fla's form (gelu_pytorch_tanh)")
    }
  }

  private static func refuse(_ fields: ConfigurationFields) throws {
    func refuse(_ key: String, _ reason: String) -> UserError {
      UserError(
        "\(fields.path): \(key) is \(fields.shown(key)): \(reason)",
        remedy: "Only RWKV-7 as it was published is computed; use a checkpoint without it")
    }
    if fields.has("attn"), try fields.object("attn").integers("layers")?.isEmpty != true {
      throw refuse("attn", "a hybrid with softmax attention in some layers")
    }
    if try fields.flag("norm_first") == false { throw refuse("norm_first", "a model without norm after the embedding") }
    if fields.has("quantization_config") { throw refuse("quantization_config", "quantised weights") }
    if let divisor = try fields.integer("head_size_divisor"), divisor != 8 {
      throw refuse("head_size_divisor", "another head norm than RWKV-7's, whose divisor is 8")
    }
  }
}

// MARK: - Sizes

extension ModelConfiguration {
  private mutating func compareSizes(_ fields: ConfigurationFields, _ shape: ModelShape) throws {
    try compare("vocab_size", with: shape.vocabulary, "rows of emb.weight")
    try compare("hidden_size", with: shape.width, "columns of emb.weight")
    try compare("attention_hidden_size", with: shape.width, "columns of emb.weight")
    // Older generations' configurations mean other things by these.
    guard shape.generation == .rwkv7 else { return }
    for key in ["head_dim", "head_size"] { try compare(key, with: shape.headSize, "columns of blocks.0.att.r_k") }
    let widths =
      fields.isList("value_dim") ? try fields.integers("value_dim") : try fields.integer("value_dim").map { [$0] }
    if let widths, widths.contains(where: { $0 != shape.width }) {
      throw contradiction("value_dim", "\(shape.width) columns of emb.weight, and no other width of values is computed")
    }
    guard fields.hasAny(["head_dim", "head_size"]) else {
      for key in ["num_heads", "num_attention_heads"] {
        try compare(key, with: shape.heads, "rows of blocks.0.att.r_k")
      }
      return
    }
    // fla's own converter leaves the number of another model here, and fla goes by head_dim.
    if let heads = try fields.integer("num_heads"), heads != shape.heads {
      notes.append(
        "\(fields.path) says num_heads \(heads); the tensors and its head size make \(shape.heads) heads, which counts")
    }
  }

  /// Compares what is told of the layers' matrices with them.
  ///
  /// - Throws: `UserError` naming the field and the tensor.
  func compare(with layers: [LayerTensors], width: Int) throws {
    guard let fields else { return }
    for (index, layer) in layers.enumerated() {
      let block = "blocks.\(index)."
      try compare("intermediate_size", with: layer.channelMix.width, "rows of \(block)ffn.key.weight")
      if !fields.has("intermediate_size"), fields.has("norm_eps"), let ratio = try fields.positive("hidden_ratio"),
        ratio < 1e6, 32 * ((Int(Double(width) * ratio) + 31) / 32) != layer.channelMix.width
      {
        throw contradiction(
          "hidden_ratio", "\(layer.channelMix.width) rows of \(block)ffn.key.weight of width \(width)")
      }
      for (field, tensor, rank) in layer.timeMix.ranks where index > 0 || field != "v_low_rank_dim" {
        try compare(field, with: rank, "columns of \(block)\(tensor)")
      }
    }
  }

  private func compare(_ key: String, with actual: Int, _ place: String) throws {
    guard let value = try fields?.integer(key), value != actual else { return }
    throw contradiction(key, "\(actual) \(place)")
  }

  private func contradiction(_ key: String, _ actual: String) -> UserError {
    UserError(
      "\(fields?.path ?? "config.json"): \(key) is \(fields?.shown(key) ?? "missing"), but the checkpoint has \(actual)",
      remedy: "Correct the file, or take the checkpoint that belongs to it")
  }
}

// MARK: - Writing

extension ModelConfiguration {
  /// The `config.json` of the same model under official names, where fla's rules for what is not said do not hold; nil where
  /// there is nothing to say.
  func officialText() -> String? {
    guard fields != nil || normEpsilon != 1e-5 || headNormEpsilon != officialHeadNormEpsilon else { return nil }
    var values = fields?.object ?? PythonValue.Dictionary()
    for key in ["norm_eps", "architectures", "model_type", "torch_dtype", "transformers_version", "auto_map"] {
      values[key] = nil
    }
    values["model_type"] = .string("rwkv7")
    values["layer_norm_epsilon"] = .double(Double("\(normEpsilon)") ?? Double(normEpsilon))
    values["group_norm_epsilon"] = .double(Double("\(headNormEpsilon)") ?? Double(headNormEpsilon))
    if activation == .geluTanh { values["hidden_act"] = .string("gelu_pytorch_tanh") }
    return PythonJSON.page(.dictionary(values)) + "\n"
  }
}
