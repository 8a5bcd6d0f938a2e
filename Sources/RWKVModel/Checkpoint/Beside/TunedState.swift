import Archives
internal import Console

/// The states that the layers of a state-tuned model start from, S [H, N, N] a layer.
///
/// A file is a dict of `blocks.L.att.time_state` as RWKV-PEFT's state tuning writes it, value index before key index: row i of
/// a head's matrix is what the i-th output is summed from. That is the order of the kernel that trains RWKV-7
/// (`rwkv7_state_clampw.cu`) and of its recurrence, so that nothing is transposed; programs for RWKV-5 and 6
/// transpose because they keep S the other way round. Files that end in `.st` are web-rwkv's, whose converter transposes.
///
/// States apply in fp32, whatever the precision that is emulated. Token shifts start from zeros.
public struct TunedState: Sendable, Hashable {
  /// The file; nil for states that the model's own file holds.
  public let path: String?
  /// SHA-256 (hex) of that file.
  public let sha256: String?

  /// What the names of the tensors end in.
  static let suffix = "att.time_state"

  /// Whether a tensor holds a layer's state.
  static func isState(_ name: String) -> Bool { name.hasSuffix("." + suffix) }
}

extension Checkpoint {
  /// The model with the states of a file, in the place of its own if it has some.
  ///
  /// - Throws: `UserError` for a file that is something else, and for states that are not of every layer of this model; shapes
  ///   are compared when the model is bound.
  public func starting(from path: String) throws -> Checkpoint {
    let attached = try AttachedTensors(path, kind: "a file of tuned states")
    let states = attached.tensors.filter { TunedState.isState($0.name) }
    try requireStates(states, attached)
    var named: [String: CheckpointTensor] = [:]
    for state in states {
      for tensor in try canonical(state, path: path) {
        guard tensor.foreignType == nil, tensor.elementType != .int8 else {
          throw UserError(
            "holds numbers of type \(tensor.foreignType ?? tensor.elementType.rawValue)", path: path,
            tensor: tensor.storedName, remedy: "Save the states as fp32 or bf16.")
        }
        guard tensor.shape.count == 3 else {
          throw UserError(
            "has shape \(tensor.shape), expected [heads, head size, head size]", path: path, tensor: tensor.storedName,
            remedy: "Give the file that RWKV-PEFT's state tuning wrote.")
        }
        if let place = tensor.firstNonFinite() {
          throw UserError(
            "holds NaN or infinity at \(place)", path: path, tensor: tensor.storedName,
            remedy: "Its training diverged, or the file is damaged; use an earlier one.")
        }
        named[tensor.name] = path.hasSuffix(".st") ? tensor.transposedSlices() : tensor
      }
    }
    try requireLayers(named.keys.compactMap { LayerPath($0, after: "blocks")?.index }, path)
    let state = TunedState(path: path, sha256: attached.file.sha256())
    return withoutStates().attaching(attached.file, named) { $0.state = state }
  }

  /// The model with states of zeros.
  public func withoutStates() -> Checkpoint {
    replacing(tensors.filter { !TunedState.isState($0.key) }) { $0.state = nil }
  }

  /// Whether the model's own file holds states, which are used unless others are given.
  public var hasOwnStates: Bool { state.map { $0.path == nil } ?? false }

  /// Whether a tensor is a state of the model's own file.
  func ownsState(_ name: String) -> Bool { hasOwnStates && TunedState.isState(name) }

  private func requireStates(_ states: [CheckpointTensor], _ attached: AttachedTensors) throws(UserError) {
    let others = attached.tensors.filter { !TunedState.isState($0.name) }
    guard states.isEmpty || !others.isEmpty else { return }
    let path = attached.path
    if others.contains(where: { $0.name.contains("lora_") }) {
      throw UserError(
        "is a LoRA file, not one of tuned states", path: path, remedy: "Give it with --lora FILE --lora-alpha A.")
    }
    if others.contains(where: { $0.name.contains(".att.") || $0.name.contains(".attn.") }) {
      throw UserError(
        "is a whole model, not a file of tuned states", path: path,
        remedy: states.isEmpty
          ? "Give it with --model." : "Give it with --model: the states in it are found there.")
    }
    throw UserError(
      "is no file of tuned states: it holds \(others.map(\.storedName).sorted().prefix(4).joined(separator: ", "))",
      path: path, remedy: "Give a file of blocks.N.att.time_state, as RWKV-PEFT's state tuning writes it.")
  }

  private func requireLayers(_ found: [Int], _ path: String) throws(UserError) {
    let (found, own) = (Set(found), Set(0..<layerCount))
    guard found != own else { return }
    let missing = own.subtracting(found).sorted()
    let what =
      missing.isEmpty
      ? "it has layer \(found.subtracting(own).max() ?? 0)" : "layer \(missing[0]) is missing"
    throw UserError(
      "holds states of \(found.count) layers where the model has \(own.count): \(what)", path: path,
      remedy: "Give the states that were tuned for this model (\(self.path)).")
  }
}
