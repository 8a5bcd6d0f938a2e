internal import RWKVKernels

/// An RWKV-7 checkpoint with every tensor bound by name and shape; the values stay in the mapped file until used.
public struct RWKVModel: Sendable {
  /// The checkpoint.
  public let checkpoint: Checkpoint
  /// The format of weights and activations.
  public let precision: Precision
  /// Sizes.
  public let shape: ModelShape
  /// Tensors that are there and not used, each with the reason.
  public let leftTensors: [LeftTensor]
  let embedding, head: CheckpointTensor
  let outputNorm: LayerTensors.Norm
  let layers: [LayerTensors]
  /// The tensors `groups.{g}.norm.*`.
  let groupNorms: [Int: LayerTensors.Norm]
  /// `groups.{g}.inject.weight`, [C, 2C].
  let groupInjections: [Int: CheckpointTensor]
  /// `input_injection_adapter.*`, [C, 2C] and [C].
  let sharedAdapter: Adapter?

  struct Adapter: Sendable {
    let weight: CheckpointTensor
    let bias: CheckpointTensor?
  }

  /// Binds a checkpoint's tensors.
  ///
  /// - Parameter precision: What the forward pass and the head compute in.
  /// - Throws: When a tensor is missing, has another shape, or is unknown.
  public init(_ checkpoint: Checkpoint, precision: Precision = .fp32) throws {
    self.checkpoint = checkpoint
    self.precision = precision
    var binder = try TensorBinder(checkpoint, precision: precision)
    let shape = try ModelShape(binder, layers: checkpoint.layerCount)
    self.shape = shape
    let c = shape.width
    embedding = try binder.take("emb.weight", shape: [shape.vocabulary, c])
    head = try binder.take("head.weight", shape: [shape.vocabulary, c])
    outputNorm = .init(
      weight: try binder.take("ln_out.weight", shape: [c]), bias: try binder.take("ln_out.bias", shape: [c]))
    layers = try (0..<shape.layers).map { try LayerTensors(layer: $0, shape: shape, &binder) }
    var norms: [Int: LayerTensors.Norm] = [:]
    var injections: [Int: CheckpointTensor] = [:]
    for group in 0..<max(shape.layers, 1) {
      if let weight = try binder.takeIfPresent("groups.\(group).norm.weight", shape: [c]) {
        norms[group] = .init(weight: weight, bias: try binder.take("groups.\(group).norm.bias", shape: [c]))
      }
      injections[group] = try binder.takeIfPresent("groups.\(group).inject.weight", shape: [c, 2 * c])
    }
    groupNorms = norms
    groupInjections = injections
    sharedAdapter = try binder.takeIfPresent("input_injection_adapter.weight", shape: [c, 2 * c]).map {
      Adapter(weight: $0, bias: try binder.takeIfPresent("input_injection_adapter.bias", shape: [c]))
    }
    try binder.finish()
    leftTensors = binder.left
  }

  /// What depth programs are made for.
  public var inventory: LayerInventory {
    LayerInventory(
      layers: shape.layers,
      namedGroups: checkpoint.groupLayout.map { .init(groups: $0.groupCount, inner: $0.layersPerGroup) },
      hasSharedAdapter: sharedAdapter != nil)
  }

  /// Checks that every tensor which a program reads is there.
  ///
  /// - Throws: `ModelError` naming the tensor and the step of the program that needs it.
  public func check(_ program: DepthProgram) throws {
    if program.embeddingNorm { try require(layers.first?.ln0, "blocks.0.ln0.weight", "the norm of the embedding") }
    for (index, application) in program.applications.enumerated() {
      let place = "layer application \(index) (\(application.description))"
      if application.inputNorm {
        try require(layers[application.layer].ln0, "blocks.\(application.layer).ln0.weight", place)
      }
      if application.valueResidual == .mix {
        try require(layers[application.layer].valueResidual, "blocks.\(application.layer).att.v1", place)
      }
      for step in application.before + application.after {
        switch step {
        case .groupNorm(let group): try require(groupNorms[group], "groups.\(group).norm.weight", place)
        case .concat(.group(let group), _): try require(groupInjections[group], "groups.\(group).inject.weight", place)
        case .concat(.shared, _): try require(sharedAdapter, "input_injection_adapter.weight", place)
        case .rememberSource, .zeroHidden, .add: break
        }
      }
    }
  }

  private func require<Value>(_ value: Value?, _ tensor: String, _ place: String) throws {
    guard value == nil else { return }
    throw ModelError(
      "\(checkpoint.path): the depth program needs the tensor \(tensor) for \(place), and the checkpoint has none",
      remedy:
        "Choose a program that fits the checkpoint (--depth-program, --injection, --sharing) or the checkpoint that "
        + "belongs to the program")
  }
}
