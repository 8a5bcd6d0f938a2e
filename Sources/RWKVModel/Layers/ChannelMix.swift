internal import RWKVKernels

/// The channel mix of an RWKV-7 layer: `h ← h + relu(K x')² V` with the token-shifted x'.
///
/// Source: RWKV-7 "Goose", arXiv 2503.14456, section 4 (feed-forward network).
struct ChannelMix {
  let weights: LayerWeights
  let kernels: Kernels

  /// For one block of rows, from the normed input of all rows to the residual stream.
  func forward(_ rows: Range<Int>, parents: [Int32], beforeRoot: Matrix?, _ space: Workspace, _ scratch: WorkerScratch)
  {
    guard let between = scratch.channel[weights.channelKey.outputs] else {
      preconditionFailure("no scratch for width \(weights.channelKey.outputs)")
    }
    let block = 0..<rows.count
    // 1. Token shift.
    kernels.shiftMix(
      space.channelNormed, rows: rows, parents: parents, beforeRoot: beforeRoot, mixes: [weights.channelMix],
      into: [scratch.mixes[0]])  // [rows, C]
    // 2. Key and squared ReLU.
    kernels.linear(scratch.mixes[0], block, weights.channelKey, into: between, block)  // [rows, F]
    kernels.apply(.reluSquared, to: between, rows: block)
    // 3. Value, added to the residual stream.
    kernels.linear(between, block, weights.channelValue, into: space.hidden, rows, accumulate: true)  // [rows, C]
  }
}
