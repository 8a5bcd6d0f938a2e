internal import Console
internal import RWKVKernels

/// An RWKV checkpoint with every tensor bound by name and shape; the values stay in the mapped file until used.
public struct RWKVModel: Sendable {
  /// The checkpoint.
  public let checkpoint: Checkpoint
  /// The format of weights and activations.
  public let precision: Precision
  /// Sizes.
  public let shape: ModelShape
  /// Tensors that are there and not used, each with the reason.
  public let leftTensors: [LeftTensor]
  /// How the arithmetic differs from the official RWKV-7, for example `RWKV-6`, or by `config.json` `hidden_act swish`.
  public let departures: [String]
  /// What a reader must know of the configuration, a sentence each.
  public let notes: [String]
  /// Whether the embedding in the file has gone through ln0 already.
  public let isEmbeddingNormed: Bool
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
    try LayerCensus(checkpoint).requireWholeLayers()
    var binder = try TensorBinder(checkpoint, precision: precision)
    let shape = try ModelShape(binder, layers: checkpoint.layerCount, checkpoint.generation)
    self.shape = shape
    let configuration = try ModelConfiguration(checkpoint, shape: shape)
    departures = (shape.generation == .rwkv7 ? [] : [shape.generation.rawValue]) + configuration.departures
    notes = configuration.notes
    isEmbeddingNormed = configuration.isEmbeddingNormFused
    let c = shape.width
    embedding = try binder.take("emb.weight", shape: [shape.vocabulary, c])
    head = try Self.head(embedding, configuration, &binder)
    outputNorm = try .init("ln_out", width: c, configuration, &binder)
    layers = try (0..<shape.layers).map { try LayerTensors(layer: $0, shape: shape, configuration, &binder) }
    try configuration.compare(with: layers, width: c)
    try Self.requireEqualDeepEmbeds(layers, checkpoint)
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
    leftTensors = binder.left + checkpoint.leftTensors
  }

  /// Throws where some layers have DeepEmbed and others do not, or one of another size.
  private static func requireEqualDeepEmbeds(_ layers: [LayerTensors], _ checkpoint: Checkpoint) throws {
    let sizes = layers.map(\.channelMix.deepEmbedSize)
    guard let odd = sizes.firstIndex(where: { $0 != sizes[0] }) else { return }
    throw UserError(
      "its DeepEmbed (ffn.s1, RWKV-7a) is not that of layer 0", path: checkpoint.path, tensor: "blocks.\(odd).ffn.s1",
      remedy: "Every layer of an RWKV-7a model has one of the same size. \(UserError.fetchAgain)")
  }

  /// The head's matrix, which is the embedding's where the configuration says that they are tied.
  private static func head(
    _ embedding: CheckpointTensor, _ configuration: ModelConfiguration, _ binder: inout TensorBinder
  ) throws -> CheckpointTensor {
    guard configuration.tiesHead else { return try binder.take("head.weight", shape: embedding.shape) }
    guard let head = try binder.takeIfPresent("head.weight", shape: embedding.shape) else { return embedding }
    guard head.hasSameNumbers(as: embedding) else {
      throw UserError(
        "config.json: tie_word_embeddings is true, but the checkpoint has a head.weight with other numbers than emb.weight",
        remedy: "Write false where the head was trained by itself, or remove head.weight where it was not")
    }
    return head
  }

  /// What depth programs are made for.
  public var inventory: LayerInventory {
    LayerInventory(
      layers: shape.layers,
      namedGroups: checkpoint.groupLayout.map { .init(groups: $0.groupCount, inner: $0.layersPerGroup) },
      hasSharedAdapter: sharedAdapter != nil, isEmbeddingNormed: isEmbeddingNormed)
  }

  /// Checks that every tensor which a program reads is there.
  ///
  /// - Throws: `UserError` naming the tensor and the step of the program that needs it.
  public func check(_ program: DepthProgram) throws {
    if program.carriesStates, checkpoint.state != nil {
      throw UserError(
        "the depth program carries states from application to application, and tuned states are for layers that start anew",
        remedy: "Choose another program, or leave the states out (--state none)")
    }
    if program.embeddingNorm { try require(layers.first?.ln0, "blocks.0.ln0.weight", "the norm of the embedding") }
    for (index, application) in program.applications.enumerated() {
      let place = "layer application \(index) (\(application.description))"
      if application.inputNorm {
        try require(layers[application.layer].ln0, "blocks.\(application.layer).ln0.weight", place)
      }
      if application.valueResidual == .mix, layers[application.layer].timeMix.lacksValueResidual {
        throw missing("blocks.\(application.layer).att.v1", place)
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
    if value == nil { throw missing(tensor, place) }
  }

  private func missing(_ tensor: String, _ place: String) -> UserError {
    UserError(
      "\(checkpoint.path): the depth program needs the tensor \(tensor) for \(place), and the checkpoint has none",
      remedy:
        "Choose a program that fits the checkpoint (--depth-program, --injection, --sharing) or the checkpoint that "
        + "belongs to the program")
  }
}
