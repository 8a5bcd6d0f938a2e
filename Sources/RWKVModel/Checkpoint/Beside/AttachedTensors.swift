import Archives
internal import Console

/// The tensors of a file that is given beside a model, under names as the model's have them.
struct AttachedTensors {
  let path: String
  let file: MappedFile
  /// As stored, but without what training frameworks put before and into names.
  let tensors: [CheckpointTensor]

  /// Reads the descriptions of a `.pth` or `.safetensors` file.
  ///
  /// - Parameter kind: What it should be, for messages: "a file of tuned states".
  init(_ path: String, kind: String) throws {
    self.path = path
    file = try MappedFile(path)
    switch try CheckpointFormat.of(file) {
    case .torch: tensors = try TorchFile(file).tensors.map(Self.unwrapped)
    case .safetensors: tensors = try SafetensorsFile.read(file).map(Self.unwrapped)
    case .gguf:
      throw UserError(
        "is a GGUF file, not \(kind)", path: path, remedy: "Give the .pth or .safetensors file that the trainer wrote.")
    }
  }

  /// Prefixes of trainers and layouts, of which several may stand one after another.
  private static let prefixes = [
    "_forward_module.", "base_model.model.", "language_model.", "model.", "rwkv7.", "rwkv.",
  ]

  private static func unwrapped(_ tensor: CheckpointTensor) -> CheckpointTensor {
    var name = Substring(FrameworkPrefix.unwrapped(tensor.name))
    while let prefix = prefixes.first(where: name.hasPrefix) { name = name.dropFirst(prefix.count) }
    // PEFT keeps the layer that an adapter is for, and modules that it trained as a whole, in modules of these names.
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let kept = parts.indices.filter { place in
      parts[place] != "base_layer" && parts[place] != "modules_to_save"
        && !(parts[place] == "default" && place > 0 && parts[place - 1] == "modules_to_save")
    }
    return tensor.named(kept.map { parts[$0] }.joined(separator: "."))
  }
}

extension Checkpoint {
  /// A tensor of a file beside the model under the canonical name or names of the model's own; as it is where that has none.
  func canonical(_ tensor: CheckpointTensor, path: String) throws(UserError) -> [CheckpointTensor] {
    if HuggingFaceNames.isLayout([tensor.name]) || ["embeddings.weight", "lm_head.weight"].contains(tensor.name) {
      return try HuggingFaceNames.canonical(tensor, path: path)
    }
    if let groupLayout, let name = GroupLayout.Name(tensor.name) {
      return [tensor.named("blocks.\(name.group * groupLayout.layersPerGroup + name.layer).\(name.rest)")]
    }
    return [tensor.named(OfficialFolderNames([]).canonical(tensor.name))]
  }

  /// The canonical name of a tensor of a file beside the model.
  func canonicalName(_ name: String, path: String) throws(UserError) -> String {
    let nameless = CheckpointTensor(name: name, shape: [], foreignType: "none", storage: TensorStorage([]))
    return try canonical(nameless, path: path).first?.name ?? name
  }
}
