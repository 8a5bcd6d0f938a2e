internal import RWKVKernels

/// The tensors of the channel mix of an RWKV-4, 5 or 6 layer; F is its width.
struct ChannelMix4Tensors: ChannelMixTensors {
  let keyMix, receptanceMix: TokenShiftMix
  let key, value, receptance: CheckpointTensor

  init(_ block: String, _ shape: ModelShape, _ binder: inout TensorBinder) throws {
    let c = shape.width
    keyMix = try TokenShiftMix("\(block)ffn", "k", shape, &binder)
    receptanceMix = try TokenShiftMix("\(block)ffn", "r", shape, &binder)
    let f = try binder.shape(of: "\(block)ffn.key.weight").first ?? 0
    key = try binder.take("\(block)ffn.key.weight", shape: [f, c])
    value = try binder.take("\(block)ffn.value.weight", shape: [c, f])
    receptance = try binder.take("\(block)ffn.receptance.weight", shape: [c, c])
  }

  var width: Int { key.shape[0] }
  var matrices: [CheckpointTensor] { [key, value, receptance] }
  var vectors: [CheckpointTensor] { [keyMix.tensor, receptanceMix.tensor] }

  func widened(_ widening: inout Widening, kernels: Kernels) -> any ChannelMix {
    ChannelMix4(
      mixes: [keyMix.vector(), receptanceMix.vector()], key: widening.linear(key), value: widening.linear(value),
      receptance: widening.linear(receptance), kernels: kernels)
  }
}

/// The channel mix of an RWKV-4, 5 or 6 layer: `h ← h + σ(R x_r) · (V relu(K x_k)²)` with token-shifted x_r and x_k.
///
/// Source: RWKV: Reinventing RNNs for the Transformer Era, arXiv 2305.13048, section 3 (channel mixing).
struct ChannelMix4: ChannelMix {
  fileprivate let mixes: [Matrix]
  fileprivate let key, value, receptance: LinearWeights
  fileprivate let kernels: Kernels

  func forward(
    _ block: Range<Int>, of chunk: ForestChunk, before: Matrix, normed: Matrix, tokens: ArraySlice<Int32>,
    into hidden: Matrix, _ scratch: WorkerScratch
  ) {
    let (between, rows) = (scratch.channel(key.outputs), 0..<block.count)
    let (xk, xr, gate, product) = (scratch.mixes[0], scratch.mixes[1], scratch.mixes[2], scratch.mixes[3])
    // 1. Token shift and its two mixes.
    kernels.shiftMix(
      normed, rows: block, parents: chunk.parents, beforeRoot: before, mixes: mixes, into: [xk, xr])  // [rows, C] each
    // 2. Key, squared ReLU and value.
    kernels.linear(xk, rows, key, into: between, rows)  // [rows, F]
    kernels.apply(.reluSquared, to: between, rows: rows)
    kernels.linear(between, rows, value, into: product, rows)  // [rows, C]
    // 3. Receptance, which lets through what is added to the residual stream.
    kernels.linear(xr, rows, receptance, into: gate, rows)  // [rows, C]
    kernels.apply(.sigmoid, to: gate, rows: rows)
    kernels.multiply(product, rows, by: gate, rows)
    kernels.add(product, rows, to: hidden, chunk.streamRows(block))
  }
}
