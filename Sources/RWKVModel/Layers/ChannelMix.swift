internal import RWKVKernels

/// The channel mix of an RWKV-7 layer: `h ← h + relu(K x')² V` with the token-shifted x'; models of
/// flash-linear-attention may have another function than the squared ReLU.
///
/// Source: RWKV-7 "Goose", arXiv 2503.14456, section 4 (feed-forward network).
struct ChannelMix {
  let weights: LayerWeights
  let kernels: Kernels
  /// For the channel mix of RWKV-7a; nil for that of RWKV-7.
  let embedding: DeepEmbed.Embedding?

  /// For one block of rows, from the normed input of a chunk to the residual stream.
  ///
  /// - Parameter tokens: Of the chunk's rows; empty where nothing depends on them.
  func forward(
    _ block: Range<Int>, of chunk: ForestChunk, before: Matrix, normed: Matrix, tokens: [Int32], into hidden: Matrix,
    _ scratch: WorkerScratch
  ) {
    guard let between = scratch.channel[weights.channelKey.outputs] else {
      preconditionFailure("no scratch for width \(weights.channelKey.outputs)")
    }
    let rows = 0..<block.count
    // 1. Token shift.
    kernels.shiftMix(
      normed, rows: block, parents: chunk.parents, beforeRoot: before, mixes: [weights.channelMix],
      into: [scratch.mixes[0]])  // [rows, C]
    // 2. Key and squared ReLU, or the model's own function.
    kernels.linear(scratch.mixes[0], rows, weights.channelKey, into: between, rows)  // [rows, F]
    kernels.apply(weights.activation, to: between, rows: rows)
    if let deep = weights.deepEmbed, let embedding, let own = scratch.deepEmbed {
      deep.scale(
        between, tokens: tokens[block], embedding, normed: normed, block, embedded: scratch.mixes[1], own, kernels)
    }
    // 3. Value, added to the residual stream.
    kernels.linear(
      between, rows, weights.channelValue, into: hidden, chunk.streamRows(block), accumulate: true)  // [rows, C]
  }
}
