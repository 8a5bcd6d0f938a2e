internal import RWKVKernels

/// The tensors of the channel mix of an RWKV-7 layer, or of an RWKV-7a layer, which has a DeepEmbed; F is its width.
struct ChannelMix7Tensors: ChannelMixTensors {
  let mix: CheckpointTensor
  let key, value: CheckpointTensor
  let activation: Activation
  let deepEmbed: DeepEmbedTensors?

  init(
    _ block: String, _ shape: ModelShape, _ configuration: ModelConfiguration, _ binder: inout TensorBinder
  ) throws {
    let c = shape.width
    mix = try binder.take("\(block)ffn.x_k", shape: [c])
    let f = try binder.shape(of: "\(block)ffn.key.weight").first ?? 0
    key = try binder.take("\(block)ffn.key.weight", shape: [f, c])
    value = try binder.take("\(block)ffn.value.weight", shape: [c, f])
    activation = configuration.activation
    deepEmbed = try DeepEmbedTensors(block, shape, configuration, channelWidth: f, &binder)
  }

  var width: Int { key.shape[0] }
  var matrices: [CheckpointTensor] { [key, value] + (deepEmbed?.matrices ?? []) }
  var vectors: [CheckpointTensor] { [mix] + (deepEmbed?.vectors ?? []) }
  var deepEmbedSize: DeepEmbed.Size? { deepEmbed?.size }
  var unwidenedParameterCount: Int { deepEmbed?.table.elementCount ?? 0 }

  func widened(_ widening: inout Widening, kernels: Kernels) -> any ChannelMix {
    ChannelMix7(
      mix: mix.vector(), key: widening.linear(key), value: widening.linear(value), activation: activation,
      deepEmbed: deepEmbed.map { DeepEmbed($0, &widening, kernels: kernels) }, kernels: kernels)
  }
}

/// The channel mix of an RWKV-7 layer: `h ← h + relu(K x')² V` with the token-shifted x'; models of
/// flash-linear-attention may have another function than the squared ReLU.
///
/// Source: RWKV-7 "Goose", arXiv 2503.14456, section 4 (feed-forward network).
struct ChannelMix7: ChannelMix {
  fileprivate let mix: Matrix
  fileprivate let key, value: LinearWeights
  fileprivate let activation: Activation
  fileprivate let deepEmbed: DeepEmbed?
  fileprivate let kernels: Kernels

  func forward(
    _ block: Range<Int>, of chunk: ForestChunk, before: Matrix, normed: Matrix, tokens: ArraySlice<Int32>,
    into hidden: Matrix, _ scratch: WorkerScratch
  ) {
    let (between, rows) = (scratch.channel(key.outputs), 0..<block.count)
    // 1. Token shift.
    kernels.shiftMix(
      normed, rows: block, parents: chunk.parents, beforeRoot: before, mixes: [mix], into: [scratch.mixes[0]])
    // 2. Key and squared ReLU, or the model's own function.
    kernels.linear(scratch.mixes[0], rows, key, into: between, rows)  // [rows, F]
    kernels.apply(activation, to: between, rows: rows)
    if let deepEmbed, let own = scratch.deepEmbed {
      deepEmbed.scale(between, tokens: tokens, normed: normed, block, embedded: scratch.mixes[1], own)
    }
    // 3. Value, added to the residual stream.
    kernels.linear(between, rows, value, into: hidden, chunk.streamRows(block), accumulate: true)  // [rows, C]
  }
}
