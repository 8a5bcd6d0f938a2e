/// The tensors of a file under canonical names.
struct TensorNaming {
  /// By canonical name.
  let tensors: [String: CheckpointTensor]
  /// The groups of an RWKV-DR file.
  let groupLayout: GroupLayout?

  /// Names the tensors of a file: framework prefixes go, and the Hugging Face and RWKV-DR layouts become official names.
  ///
  /// - Throws: when the file is not plain RWKV-7, or when two tensors come to have the same name.
  init(_ stored: [CheckpointTensor], path: String) throws(CheckpointError) {
    let prefix = FrameworkPrefix.common(to: stored.map(\.name))
    let plain = stored.map { $0.named(String($0.name.dropFirst(prefix.count))) }
    let names = plain.map(\.name)
    try ModelGeneration.requireRWKV7(names, path: path)
    let layout = try GroupLayout(names: names, path: path)
    let isHuggingFace = HuggingFaceNames.isLayout(names)
    var named: [String: CheckpointTensor] = [:]
    for tensor in plain {
      let canonical =
        try isHuggingFace ? HuggingFaceNames.canonical(tensor, path: path) : [Self.inBlocks(tensor, layout)]
      for view in canonical { try Self.insert(view, into: &named, path) }
    }
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
}
