internal import RWKVKernels

/// The tensors of one layer, bound by name and shape, still in the checkpoint's file.
struct LayerTensors: Sendable {
  struct Norm: Sendable {
    let weight: CheckpointTensor
    /// Nil for zeros.
    let bias: CheckpointTensor?
    var epsilon: Float = 1e-5
  }

  struct LowRank: Sendable {
    /// [C, D].
    let down: CheckpointTensor
    /// [D, C].
    let up: CheckpointTensor

    var rank: Int { down.shape[1] }
    var matrices: [CheckpointTensor] { [down, up] }
  }

  let ln0: Norm?
  let ln1, ln2: Norm
  let timeMix: any TimeMixTensors
  let channelMix: any ChannelMixTensors
  /// The state S [H, N, N] that the recurrence starts from; nil for zeros.
  let firstState: CheckpointTensor?

  init(
    layer: Int, shape: ModelShape, _ configuration: ModelConfiguration, _ binder: inout TensorBinder
  ) throws {
    let block = "blocks.\(layer)."
    func norm(_ name: String) throws -> Norm { try Norm(block + name, width: shape.width, configuration, &binder) }
    let needsInputNorm = layer == 0 && !configuration.isEmbeddingNormFused
    ln0 = binder.has("\(block)ln0.weight") || needsInputNorm ? try norm("ln0") : nil
    ln1 = try norm("ln1")
    ln2 = try norm("ln2")
    switch shape.generation {
    case .rwkv4: timeMix = try TimeMix4Tensors(block, shape, &binder)
    case .rwkv5: timeMix = try TimeMix5Tensors(block, shape, configuration, &binder)
    case .rwkv6: timeMix = try TimeMix6Tensors(block, shape, configuration, &binder)
    case .rwkv7: timeMix = try TimeMix7Tensors(layer: layer, shape, configuration, &binder)
    }
    channelMix =
      try shape.generation == .rwkv7
      ? ChannelMix7Tensors(block, shape, configuration, &binder) : ChannelMix4Tensors(block, shape, &binder)
    firstState = try binder.takeState(layer: layer, shape: [shape.heads, shape.headSize, shape.headSize])
  }
}

extension LayerTensors.Norm {
  /// A layer norm of the model, with a bias where its norms have one.
  init(_ name: String, width: Int, _ configuration: ModelConfiguration, _ binder: inout TensorBinder) throws {
    weight = try binder.take("\(name).weight", shape: [width])
    bias = configuration.hasNormBias ? try binder.take("\(name).bias", shape: [width]) : nil
    epsilon = configuration.normEpsilon
  }

  /// The norm of each head, which always has a bias.
  init(heads block: String, width: Int, _ configuration: ModelConfiguration, _ binder: inout TensorBinder) throws {
    weight = try binder.take("\(block)att.ln_x.weight", shape: [width])
    bias = try binder.take("\(block)att.ln_x.bias", shape: [width])
    epsilon = configuration.headNormEpsilon
  }

  var vectors: [CheckpointTensor] { [weight, bias].compactMap { $0 } }
}

// MARK: - Counts

extension LayerTensors {
  var matrixParameterCount: Int { Self.count(timeMix.matrices) + Self.count(channelMix.matrices) }

  var parameterCount: Int {
    let norms = [ln0, ln1, ln2].compactMap { $0 }.flatMap(\.vectors)
    return matrixParameterCount + Self.count(timeMix.vectors) + Self.count(channelMix.vectors) + Self.count(norms)
  }

  /// Numbers that are held in fp32 while the layer is applied.
  var widenedCount: Int { parameterCount - channelMix.unwidenedParameterCount + (firstState?.elementCount ?? 0) }

  /// Numbers of the matrices that rows which nobody reads do without in the last application.
  var unreadParameterCount: Int { timeMix.output.elementCount + Self.count(channelMix.matrices) }

  private static func count(_ tensors: [CheckpointTensor]) -> Int { tensors.reduce(0) { $0 + $1.elementCount } }
}
