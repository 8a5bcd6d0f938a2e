/// The tensors of a file under canonical names.
struct TensorNaming {
  /// By canonical name.
  let tensors: [String: CheckpointTensor]
  /// Tensors of no model's names whose numbers are of a type that is not read, such as a step that a trainer counts.
  let left: [LeftTensor]
  /// The groups of an RWKV-DR file.
  let groupLayout: GroupLayout?
  /// Whether the names are those of flash-linear-attention and Hugging Face.
  let isHuggingFace: Bool

  /// Names the tensors of a file: framework prefixes go, and the Hugging Face and RWKV-DR layouts become official names.
  ///
  /// - Throws: when the file is not plain RWKV-7, when two tensors come to have the same name, or when a weight's numbers
  ///   are of a type that is not read.
  init(_ stored: [CheckpointTensor], path: String) throws(CheckpointError) {
    let unwrapped = stored.map { $0.named(FrameworkPrefix.unwrapped($0.name)) }
    let prefix = FrameworkPrefix.common(to: unwrapped.filter { $0.foreignType == nil }.map(\.name))
    let plain = unwrapped.map { $0.name.hasPrefix(prefix) ? $0.named(String($0.name.dropFirst(prefix.count))) : $0 }
    let names = plain.map(\.name)
    try ModelGeneration.requireRWKV7(names, path: path)
    let layout = try GroupLayout(names: names, path: path)
    isHuggingFace = HuggingFaceNames.isLayout(names)
    var named: [String: CheckpointTensor] = [:]
    for tensor in plain {
      let canonical =
        try isHuggingFace ? HuggingFaceNames.canonical(tensor, path: path) : [Self.inBlocks(tensor, layout)]
      for view in canonical { try Self.insert(view, into: &named, path) }
    }
    var left: [LeftTensor] = []
    for (name, tensor) in named.sorted(by: { $0.key < $1.key }) {
      guard let type = tensor.foreignType else { continue }
      guard !Self.isWeight(name) else { throw Self.foreign(tensor, type, path) }
      left.append(LeftTensor(name: tensor.storedName, reason: "no weight's name, and its numbers are of type \(type)"))
      named[name] = nil
    }
    self.left = left
    tensors = named
    groupLayout = layout
  }

  private static func inBlocks(_ tensor: CheckpointTensor, _ layout: GroupLayout?) -> CheckpointTensor {
    guard let layout, let name = GroupLayout.Name(tensor.name) else { return tensor }
    return tensor.named("blocks.\(name.group * layout.layersPerGroup + name.layer).\(name.rest)")
  }

  private static func insert(
    _ tensor: CheckpointTensor, into named: inout [String: CheckpointTensor], _ path: String
  ) throws(CheckpointError) {
    if let other = named.updateValue(tensor, forKey: tensor.name) {
      throw CheckpointError(
        "is stored twice, as \"\(other.storedName)\" and as \"\(tensor.storedName)\"", path: path, tensor: tensor.name,
        remedy: "Save the model again with one name for each tensor.")
    }
  }

  private static func isWeight(_ name: String) -> Bool {
    CanonicalNames.contains(name) || name.hasPrefix("groups.") || name.hasPrefix("input_injection_adapter.")
  }

  private static func foreign(_ tensor: CheckpointTensor, _ type: String, _ path: String) -> CheckpointError {
    CheckpointError(
      "holds numbers of type \(type), and only bf16, fp16 and fp32 are read", path: path, tensor: tensor.storedName,
      remedy: "Convert the weights (v.bfloat16() for each v of the state dict); quantised ones need their own program.")
  }
}
