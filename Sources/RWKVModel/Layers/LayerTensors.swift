internal import RWKVKernels

/// The tensors of one layer, bound by name and shape, still in the checkpoint's file.
///
/// C is the width, N the head size, H = C / N heads, F the channel-mix width; D are LoRA ranks.
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
  }

  let ln0: Norm?
  let ln1, ln2: Norm
  /// x_r, x_w, x_k, x_v, x_a, x_g, [C] each.
  let mixes: [CheckpointTensor]
  let receptance, key, value, output: CheckpointTensor
  let decay, rate, gate: LowRank
  let decayBias, rateBias: CheckpointTensor
  let valueResidual: LowRank?
  let valueBias: CheckpointTensor?
  let removalScale, replacementScale, bonus: CheckpointTensor
  let headNorm: Norm
  let channelMix: CheckpointTensor
  let channelKey, channelValue: CheckpointTensor
  let activation: Activation
  /// Nil for RWKV-7, whose channel mix has none.
  let deepEmbed: DeepEmbedTensors?
  /// The state S [H, N, N] that the recurrence starts from; nil for zeros.
  let firstState: CheckpointTensor?

  init(
    layer: Int, shape: ModelShape, _ configuration: ModelConfiguration, _ binder: inout TensorBinder
  ) throws {
    let block = "blocks.\(layer)."
    let c = shape.width
    func norm(_ name: String) throws -> Norm { try Norm(block + name, width: c, configuration, &binder) }
    func lowRank(_ letter: String) throws -> LowRank {
      let down = "\(block)att.\(letter)1"
      let rank = try binder.rank(of: down, width: c)
      return LowRank(
        down: try binder.takeLowRank(down, shape: [c, rank]),
        up: try binder.takeLowRank("\(block)att.\(letter)2", shape: [rank, c]))
    }
    let needsInputNorm = layer == 0 && !configuration.isEmbeddingNormFused
    ln0 = binder.has("\(block)ln0.weight") || needsInputNorm ? try norm("ln0") : nil
    ln1 = try norm("ln1")
    ln2 = try norm("ln2")
    mixes = try ["x_r", "x_w", "x_k", "x_v", "x_a", "x_g"].map { try binder.take("\(block)att.\($0)", shape: [c]) }
    receptance = try binder.take("\(block)att.receptance.weight", shape: [c, c])
    key = try binder.take("\(block)att.key.weight", shape: [c, c])
    value = try binder.take("\(block)att.value.weight", shape: [c, c])
    output = try binder.take("\(block)att.output.weight", shape: [c, c])
    decay = try lowRank("w")
    rate = try lowRank("a")
    gate = try lowRank("g")
    decayBias = try binder.take("\(block)att.w0", shape: [c])
    rateBias = try binder.take("\(block)att.a0", shape: [c])
    let hasValueResidual = layer > 0 || binder.has("\(block)att.v1")
    valueResidual = hasValueResidual ? try lowRank("v") : nil
    valueBias = hasValueResidual ? try binder.take("\(block)att.v0", shape: [c]) : nil
    removalScale = try binder.take("\(block)att.k_k", shape: [c])
    replacementScale = try binder.take("\(block)att.k_a", shape: [c])
    bonus = try binder.take("\(block)att.r_k", shape: [shape.heads, shape.headSize])
    headNorm = Norm(
      weight: try binder.take("\(block)att.ln_x.weight", shape: [c]),
      bias: try binder.take("\(block)att.ln_x.bias", shape: [c]), epsilon: configuration.headNormEpsilon)
    channelMix = try binder.take("\(block)ffn.x_k", shape: [c])
    let f = try binder.shape(of: "\(block)ffn.key.weight").first ?? 0
    channelKey = try binder.take("\(block)ffn.key.weight", shape: [f, c])
    channelValue = try binder.take("\(block)ffn.value.weight", shape: [c, f])
    activation = configuration.activation
    deepEmbed = try DeepEmbedTensors(layer: layer, shape: shape, channelWidth: f, &binder)
    firstState = try binder.takeState(layer: layer, shape: [shape.heads, shape.headSize, shape.headSize])
  }

  /// Width of the channel mix.
  var channelWidth: Int { channelKey.shape[0] }
}

extension LayerTensors.Norm {
  /// A layer norm of the model, with a bias where its norms have one.
  init(_ name: String, width: Int, _ configuration: ModelConfiguration, _ binder: inout TensorBinder) throws {
    weight = try binder.take("\(name).weight", shape: [width])
    bias = configuration.hasNormBias ? try binder.take("\(name).bias", shape: [width]) : nil
    epsilon = configuration.normEpsilon
  }
}
