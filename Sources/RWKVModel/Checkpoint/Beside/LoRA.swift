import Archives
internal import Console

/// A LoRA that is merged into a model as its layers are widened: W + B · A · α / r.
///
/// A file has `X.lora_A` [r, in] and `X.lora_B` [out, r] for matrices X.weight [out, in], as RWKV-PEFT's trainer writes it, or
/// the names of Hugging Face's PEFT. Whole tensors beside them (norms, time mixes, an embedding) take the place of the
/// model's. Numbers are widened to fp32 and merged in fp32, where RWKV-PEFT's own script merges in the type of the files.
///
/// Source: RWKV-PEFT, `merge/merge.py`; PEFT's `LoraConfig`.
public struct LoRA: Sendable, Hashable {
  /// The file.
  public let path: String
  /// SHA-256 (hex) of the file.
  public let sha256: String
  /// α.
  public let alpha: Double
  /// r of the matrices, each once, ascending.
  public let ranks: [Int]
  /// Matrices that it changes.
  public let matrices: Int
  /// Tensors that it replaces.
  public let wholeTensors: Int

  /// Such as `α 32, r 8, merged into 24 matrices; 14 whole tensors replaced`.
  public var summary: String {
    let whole = wholeTensors == 0 ? "" : "; \(wholeTensors) whole tensor\(wholeTensors == 1 ? "" : "s") replaced"
    return "α \(alpha == alpha.rounded() && abs(alpha) < 1e6 ? "\(Int(alpha))" : "\(alpha)"), "
      + "r \(ranks.map(String.init).joined(separator: ", ")), merged into \(matrices) "
      + (matrices == 1 ? "matrix" : "matrices") + whole
  }
}

extension Checkpoint {
  /// The model with a LoRA merged into it.
  ///
  /// - Parameters:
  ///   - path: A `.pth` or `.safetensors` file, or a folder as PEFT's `save_pretrained` writes it.
  ///   - alpha: α; nil where the folder's `adapter_config.json` says it.
  /// - Throws: `UserError` for a file that is no LoRA or another model's, and where nothing says α.
  public func merging(lora path: String, alpha: Double?) throws -> Checkpoint {
    let location = try LoRALocation(path)
    let attached = try AttachedTensors(location.file, kind: "a LoRA file")
    let parts = try LoRAParts(attached)
    let configuration = try location.configuration.map { try LoRAConfiguration(contentsOf: $0) }
    let scaling = try LoRAScaling(given: alpha, configuration, path: location.file)
    var (changed, ranks) = ([String: CheckpointTensor](), Set<Int>())
    for tensor in parts.whole {
      for own in try canonical(tensor, path: location.file) {
        changed[own.name] = try replacement(own, path: location.file)
      }
    }
    for pair in parts.pairs {
      let name = try canonicalName(pair.module + ".weight", path: location.file)
      let target = try matrix(name, changed, for: pair, path: location.file)
      let rank = try pair.rank(fitting: target, path: location.file)
      ranks.insert(rank)
      let update = pair.update(scale: scaling.scale(rank: rank))
      changed[name] = target.adjusted(by: (target.adjustment ?? MatrixAdjustment()).adding(update))
    }
    let lora = LoRA(
      path: location.file, sha256: attached.file.sha256(), alpha: scaling.alpha, ranks: ranks.sorted(),
      matrices: parts.pairs.count, wholeTensors: parts.whole.count)
    return attaching(attached.file, changed) { checkpoint in
      checkpoint.lora = lora
      if changed.keys.contains(where: TunedState.isState) { checkpoint.state = TunedState(path: nil, sha256: nil) }
    }
  }

  /// The matrix that a pair of factors belongs to.
  private func matrix(
    _ name: String, _ changed: [String: CheckpointTensor], for pair: LoRAPair, path: String
  ) throws(UserError) -> CheckpointTensor {
    guard let target = changed[name] ?? tensors[name] else {
      let layer = LayerPath(name, after: "blocks").map { $0.index }
      throw UserError(
        layer.map { $0 >= layerCount } == true
          ? "is for layer \(layer ?? 0), and the model has \(layerCount) layers"
          : "is for \(name), which the model does not have", path: path, tensor: pair.first.storedName,
        remedy: "Give the LoRA that was trained for this model (\(self.path)).")
    }
    guard target.shape.count == 2, CanonicalNames.contains(name), name.hasSuffix(".weight") else {
      throw UserError(
        "is for \(name), which is no matrix that a LoRA can be merged into", path: path, tensor: pair.first.storedName,
        remedy: "Matrices are receptance, key, value and output of att, key and value of ffn, emb and head.")
    }
    guard target.adjustment?.update == nil else {
      throw UserError(
        "is the second LoRA of \(name)", path: path, tensor: pair.first.storedName,
        remedy: "Save the LoRA again with one pair of matrices for each weight.")
    }
    return target
  }

  /// A whole tensor in the shape of the one that it replaces.
  private func replacement(_ tensor: CheckpointTensor, path: String) throws(UserError) -> CheckpointTensor {
    func fault(_ problem: String, _ remedy: String) -> UserError {
      UserError(problem, path: path, tensor: tensor.storedName, remedy: remedy)
    }
    guard tensor.foreignType == nil, tensor.elementType != .int8 else {
      throw fault(
        "holds numbers of type \(tensor.foreignType ?? tensor.elementType.rawValue)",
        "Save the LoRA again as fp32, fp16 or bf16.")
    }
    if TunedState.isState(tensor.name) { return tensor }
    guard let own = tensors[tensor.name] else {
      throw fault(
        "is a whole tensor that the model does not have",
        "Give the LoRA that was trained for this model (\(self.path)).")
    }
    let (shape, expected) = (tensor.squeezed().shape, own.squeezed().shape)
    if shape == expected { return tensor }
    if shape.count == 2, shape.reversed() == expected, LowRankOrder.isLowRank(tensor.name) {
      return tensor.transposed()
    }
    throw fault(
      "has shape \(tensor.shape), and the model's has \(own.shape)",
      "Give the LoRA that was trained for this model (\(self.path)).")
  }
}

/// Where a LoRA's tensors and its configuration lie.
struct LoRALocation {
  /// The file with tensors.
  let file: String
  /// PEFT's `adapter_config.json` beside it; nil where there is none.
  let configuration: String?

  init(_ path: String) throws(UserError) {
    file = try FolderOfTensors.file(at: path, ["adapter_model.safetensors", "adapter_model.bin"])
    configuration = FolderOfTensors.sibling("adapter_config.json", of: file)
  }
}
