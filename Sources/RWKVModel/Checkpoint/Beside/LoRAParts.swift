internal import Console

/// The two matrices of a LoRA for one matrix of a model.
struct LoRAPair {
  /// What it changes, without `.weight`, as the file names it.
  let module: String
  /// A [r, in].
  let first: CheckpointTensor
  /// B [out, r].
  let second: CheckpointTensor
  /// Whether it is PEFT's for an embedding [V, C]: A is [r, V] then, and B [C, r].
  let isEmbedding: Bool

  /// r.
  ///
  /// - Throws: `UserError` naming the three shapes where they do not fit.
  func rank(fitting target: CheckpointTensor, path: String) throws(UserError) -> Int {
    let fits = isEmbedding ? target.shape.reversed() : target.shape
    let (a, b) = (first.shape, second.shape)
    guard a.count == 2, b.count == 2, a[0] > 0, a[0] == b[1], b[0] == fits[0], a[1] == fits[1] else {
      throw UserError(
        "has shape \(a) and \(second.storedName) \(b), expected [r, \(fits[1])] and [\(fits[0]), r] for \(target.name) "
          + "\(target.shape)", path: path, tensor: first.storedName,
        remedy: "Give the LoRA that was trained for this model.")
    }
    for factor in [first, second] {
      guard let place = factor.firstNonFinite() else { continue }
      throw UserError(
        "holds NaN or infinity at \(place)", path: path, tensor: factor.storedName,
        remedy: "Its training diverged, or the file is damaged; use an earlier one.")
    }
    return a[0]
  }

  /// What is added to the matrix.
  func update(scale: Double) -> LowRankUpdate {
    isEmbedding
      ? LowRankUpdate(left: first.transposed(), right: second.transposed(), scale: Float(scale))
      : LowRankUpdate(left: second, right: first, scale: Float(scale))
  }
}

/// What a LoRA file holds: pairs of matrices, and whole tensors.
struct LoRAParts {
  let pairs: [LoRAPair]
  let whole: [CheckpointTensor]

  /// Sorts a file's tensors by their names.
  ///
  /// - Throws: `UserError` for adapters of other kinds, each by its name, for a file without a LoRA, and for half a pair.
  init(_ attached: AttachedTensors) throws(UserError) {
    try Self.refuseOthers(attached)
    var halves: [String: [Factor.Side: CheckpointTensor]] = [:]
    var whole: [CheckpointTensor] = []
    for tensor in attached.tensors {
      guard let factor = Factor(tensor.name) else {
        whole.append(tensor)
        continue
      }
      guard tensor.foreignType == nil, tensor.elementType != .int8 else {
        throw UserError(
          "holds numbers of type \(tensor.foreignType ?? tensor.elementType.rawValue)", path: attached.path,
          tensor: tensor.storedName, remedy: "Save the LoRA again as fp32, fp16 or bf16.")
      }
      // web-rwkv's converter transposes A.
      let turned = factor.isTransposed && tensor.shape.count == 2 ? tensor.transposed() : tensor
      if let other = halves[factor.module, default: [:]].updateValue(turned, forKey: factor.side) {
        throw UserError(
          "is there twice, as \"\(other.storedName)\" and as \"\(tensor.storedName)\"", path: attached.path,
          tensor: factor.module, remedy: "Save one adapter into a file, not several.")
      }
    }
    guard !halves.isEmpty else { throw Self.noLoRA(attached) }
    var pairs: [LoRAPair] = []
    for (module, sides) in halves.sorted(by: { $0.key < $1.key }) {
      let isEmbedding = sides[.embeddingA] ?? sides[.embeddingB] != nil
      let (a, b) = (sides[isEmbedding ? .embeddingA : .a], sides[isEmbedding ? .embeddingB : .b])
      guard let a, let b, sides.count == 2 else {
        throw UserError(
          "has only one of lora_A and lora_B", path: attached.path, tensor: module, remedy: UserError.fetchAgain)
      }
      pairs.append(LoRAPair(module: module, first: a, second: b, isEmbedding: isEmbedding))
    }
    self.pairs = pairs
    self.whole = whole
  }

  /// The name of one of a LoRA's matrices: `X.lora_A`, and PEFT's `X.lora_A.weight` and `X.lora_A.default.weight`.
  private struct Factor {
    enum Side: String {
      case a = "lora_A"
      case b = "lora_B"
      case embeddingA = "lora_embedding_A"
      case embeddingB = "lora_embedding_B"
    }

    let module: String
    let side: Side
    var isTransposed = false

    init?(_ name: String) {
      let parts = name.split(separator: ".").map(String.init)
      if let place = parts.firstIndex(where: { Side(rawValue: $0) != nil }), place > 0,
        let side = Side(rawValue: parts[place])
      {
        guard parts.count - place <= 3 else { return nil }
        module = parts[..<place].joined(separator: ".")
        self.side = side
      } else if parts.count > 2, parts[parts.count - 2] == "lora", ["0", "1"].contains(parts[parts.count - 1]) {
        // web-rwkv's names; those of fla's own low-rank matrices have a ".weight" behind them.
        module = parts.dropLast(2).joined(separator: ".")
        side = parts[parts.count - 1] == "0" ? .a : .b
        isTransposed = side == .a
      } else {
        return nil
      }
    }
  }

  private static let otherKinds: [(part: String, name: String, remedy: String)] = [
    ("init_lora_", "the starting matrices of PiSSA", mergePiSSA), ("bone", "a Bone adapter", merge("bone")),
    ("disha", "a DiSHA adapter", merge("disha")), ("miss_", "a MiSS adapter", mergePEFT),
    ("lora_magnitude_vector", "a DoRA adapter", mergePEFT), ("lora_E", "an AdaLoRA adapter", mergePEFT),
    ("ia3_", "an IA3 adapter", mergePEFT), ("prompt_embeddings", "a prompt or prefix adapter", mergePEFT),
    ("hada_", "a LoHa adapter", mergePEFT), ("lokr_", "a LoKr adapter", mergePEFT),
  ]

  private static func merge(_ kind: String) -> String {
    "Merge it with RWKV-PEFT (merge/merge_\(kind).py) and give the model that it writes."
  }

  private static let mergePEFT = "Merge it with PEFT (model.merge_and_unload()) and save that model."
  private static let mergePiSSA =
    "PiSSA is not merged here. Merge it with RWKV-PEFT (merge/merge.py --type pissa) and give the model that it writes."

  private static func refuseOthers(_ attached: AttachedTensors) throws(UserError) {
    for kind in otherKinds {
      let found = attached.tensors.first { tensor in
        tensor.name.split(separator: ".").contains {
          $0 == kind.part || kind.part.hasSuffix("_") && $0.hasPrefix(kind.part)
        }
      }
      guard let found else { continue }
      throw UserError(
        "is of \(kind.name), not a LoRA", path: attached.path, tensor: found.storedName, remedy: kind.remedy)
    }
    for name in ["init_pissa.pth", "init_lora.pth"] where FolderOfTensors.sibling(name, of: attached.path) != nil {
      throw UserError(
        "lies beside \(name), so that it is a PiSSA adapter, which has the names of a LoRA and another meaning",
        path: attached.path, remedy: mergePiSSA)
    }
  }

  private static func noLoRA(_ attached: AttachedTensors) -> UserError {
    let names = attached.tensors.map(\.name)
    if !names.isEmpty, names.allSatisfy(TunedState.isState) {
      return UserError("is a file of tuned states, not a LoRA", path: attached.path, remedy: "Give it with --state.")
    }
    if names.contains(where: { $0.hasSuffix("emb.weight") || $0.hasSuffix("embeddings.weight") }) {
      return UserError("is a whole model, not a LoRA", path: attached.path, remedy: "Give it with --model.")
    }
    return UserError(
      "holds no LoRA; its tensors are \(names.sorted().prefix(4).joined(separator: ", ")), …", path: attached.path,
      remedy: "Give a file with X.lora_A and X.lora_B, as RWKV-PEFT and PEFT write them.")
  }
}
