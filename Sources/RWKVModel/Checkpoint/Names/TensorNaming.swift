internal import Console

/// The tensors of a file under canonical names.
struct TensorNaming {
  /// By canonical name.
  let tensors: [String: CheckpointTensor]
  /// Tensors of no model's names whose numbers are of a type that is not read, such as a step that a trainer counts.
  let left: [LeftTensor]
  /// The generation of RWKV.
  let generation: ModelGeneration
  /// The groups of an RWKV-DR file.
  let groupLayout: GroupLayout?
  /// Whether the names are those of flash-linear-attention and Hugging Face.
  let isHuggingFace: Bool

  /// Names the tensors of a file: framework prefixes go, and the layouts of fla, of the official folders and of
  /// RWKV-DR become official names.
  ///
  /// - Throws: when the file is of no generation that is computed here, when two tensors come to have the same name, or when a weight's numbers
  ///   are of a type that is not read.
  init(_ stored: [CheckpointTensor], path: String) throws(UserError) {
    let unwrapped = stored.map { $0.named(FrameworkPrefix.unwrapped($0.name)) }
    let prefix = FrameworkPrefix.common(
      to: unwrapped.filter { $0.foreignType == nil && $0.elementType != .int8 }.map(\.name))
    let plain = unwrapped.map { $0.name.hasPrefix(prefix) ? $0.named(String($0.name.dropFirst(prefix.count))) : $0 }
    let names = plain.map(\.name)
    generation = try ModelGeneration(names, path: path)
    let layout = try GroupLayout(names: names, path: path)
    isHuggingFace = HuggingFaceNames.isLayout(names)
    let official = OfficialFolderNames(names)
    var named: [String: CheckpointTensor] = [:]
    for tensor in plain {
      let canonical =
        try isHuggingFace
        ? HuggingFaceNames.canonical(tensor, path: path)
        : [Self.inBlocks(tensor, layout) ?? tensor.named(official.canonical(tensor.name))]
      for view in canonical { try Self.insert(view, into: &named, path) }
    }
    var left: [LeftTensor] = []
    for (name, tensor) in named.sorted(by: { $0.key < $1.key }) {
      guard let type = tensor.foreignType else { continue }
      guard !Self.isWeight(name), !QuantizedRows.isScale(name, where: Self.isWeight) else {
        throw Self.foreign(tensor, type, path)
      }
      left.append(LeftTensor(name: tensor.storedName, reason: "no weight's name, and its numbers are of type \(type)"))
      named[name] = nil
    }
    try QuantizedRows.attachScales(to: &named, leaving: &left, path: path, where: Self.isWeight)
    self.left = left
    tensors = named
    groupLayout = layout
  }

  private static func inBlocks(_ tensor: CheckpointTensor, _ layout: GroupLayout?) -> CheckpointTensor? {
    guard let layout, let name = GroupLayout.Name(tensor.name) else { return nil }
    return tensor.named("blocks.\(name.group * layout.layersPerGroup + name.layer).\(name.rest)")
  }

  private static func insert(
    _ tensor: CheckpointTensor, into named: inout [String: CheckpointTensor], _ path: String
  ) throws(UserError) {
    if let other = named.updateValue(tensor, forKey: tensor.name) {
      throw UserError(
        "is stored twice, as \"\(other.storedName)\" and as \"\(tensor.storedName)\"", path: path, tensor: tensor.name,
        remedy: "Save the model again with one name for each tensor.")
    }
  }

  /// Whether a canonical name is one that models have.
  static func isWeight(_ name: String) -> Bool {
    CanonicalNames.contains(name) || name.hasPrefix("groups.") || name.hasPrefix("input_injection_adapter.")
  }

  private static func foreign(_ tensor: CheckpointTensor, _ type: String, _ path: String) -> UserError {
    UserError(
      "holds numbers of type \(type), and only bf16, fp16 and fp32 are read", path: path, tensor: tensor.storedName,
      remedy: """
        Convert the weights (v.bfloat16() for each v of the state dict). Of quantised ones GGUF's Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, \
        Q4_K, Q5_K and Q6_K are read.
        """)
  }
}

/// The names that a plain model's tensors have in RWKV-4 to 7, in the official files' spelling.
enum CanonicalNames {
  /// Whether a name is one of them, for any layer.
  static func contains(_ name: String) -> Bool {
    if let layer = LayerPath(name, after: "blocks") { return layerNames.contains(String(layer.rest)) }
    return wholeNames.contains(name)
  }

  /// Those of a whole model: layer 0 alone has ln0, and in RWKV-7 no value residual.
  ///
  /// Of RWKV-5, those that 5.0, 5.1 and 5.2 have in common.
  static func all(layers: Int, _ generation: ModelGeneration) -> Set<String> {
    let own = layerNames(of: generation)
    return (0..<layers).reduce(into: wholeNames) { names, layer in
      for name in own where !(layer == 0 ? ["att.v0", "att.v1", "att.v2"].contains(name) : name.hasPrefix("ln0.")) {
        names.insert("blocks.\(layer).\(name)")
      }
    }
  }

  private static let wholeNames: Set = ["emb.weight", "head.weight", "ln_out.weight", "ln_out.bias"]

  private static let layerNames: Set<String> = ModelGeneration.allCases.reduce(
    into: [
      "att.time_first", "att.time_faaaa", "att.gate.weight", "att.time_mix_g", TunedState.suffix,
      "ffn.s_emb.weight", "ffn.s_emb_x.weight", "ffn.s0", "ffn.s1", "ffn.s2",
    ]
  ) { $0.formUnion(layerNames(of: $1)) }

  private static func layerNames(of generation: ModelGeneration) -> Set<String> {
    var names: Set = ["ffn.key.weight", "ffn.value.weight"]
    for norm in ["ln0", "ln1", "ln2"] + (generation == .rwkv4 ? [] : ["att.ln_x"]) {
      names.formUnion(["\(norm).weight", "\(norm).bias"])
    }
    for matrix in ["receptance", "key", "value", "output"] { names.insert("att.\(matrix).weight") }
    return names.union(generation == .rwkv7 ? namesOfRWKV7 : namesOfOlder(generation))
  }

  private static let namesOfRWKV7: Set<String> = {
    var names: Set = ["ffn.x_k", "att.k_k", "att.k_a", "att.r_k", "att.w0", "att.a0", "att.v0"]
    for letter in ["r", "w", "k", "v", "a", "g"] { names.insert("att.x_\(letter)") }
    for letter in ["w", "a", "v", "g"] { names.formUnion(["att.\(letter)1", "att.\(letter)2"]) }
    return names
  }()

  private static func namesOfOlder(_ generation: ModelGeneration) -> Set<String> {
    let isSix = generation == .rwkv6
    let mix = isSix ? "time_maa" : "time_mix"
    var names: Set = ["att.time_decay", "ffn.receptance.weight", "ffn.\(mix)_k", "ffn.\(mix)_r"]
    for letter in isSix ? ["x", "w", "k", "v", "r", "g"] : ["k", "v", "r"] { names.insert("att.\(mix)_\(letter)") }
    if generation == .rwkv4 { names.insert("att.time_first") }
    guard isSix else { return names }
    for pair in ["maa", "decay"] { names.formUnion(["att.time_\(pair)_w1", "att.time_\(pair)_w2"]) }
    return names.union(["att.time_faaaa", "att.gate.weight"])
  }
}

/// Prefixes that training frameworks put before tensors' names, and names of wrappers that they put into the middle.
enum FrameworkPrefix {
  private static let known = ["_forward_module.", "base_model.model.", "model."]

  /// Parts of a name that say only how a module was wrapped: `torch.compile`, activation checkpointing, FSDP, DDP.
  private static let wrappers: Set<Substring> = [
    "_orig_mod", "_checkpoint_wrapped_module", "_fsdp_wrapped_module", "_fpw_module", "module",
  ]

  /// A name without the wrappers, which may stand before it and before any part of it.
  static func unwrapped(_ name: String) -> String {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    // The last part is the tensor's own name.
    let kept = parts.dropLast().filter { !wrappers.contains($0) } + parts.suffix(1)
    return kept.count == parts.count ? name : kept.joined(separator: ".")
  }

  /// The prefix, perhaps made of several known ones, that all names carry; empty when there is none.
  ///
  /// `model.` is kept before names in the Hugging Face layout, where it is part of them.
  static func common(to names: [String]) -> String {
    var prefix = ""
    while let next = next(names, after: prefix) { prefix += next }
    return prefix
  }

  private static func next(_ names: [String], after prefix: String) -> String? {
    guard !names.isEmpty else { return nil }
    return known.first { candidate in
      let longer = prefix + candidate
      guard names.allSatisfy({ $0.hasPrefix(longer) }) else { return false }
      return candidate != "model." || !names.contains { $0.hasPrefix(longer + "layers.") }
    }
  }
}
