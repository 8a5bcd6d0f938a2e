internal import RWKVKernels

/// The time mix of an RWKV-7 layer over a chunk of a forest, in three parts between which all rows must be done.
///
/// Source: RWKV-7 "Goose", arXiv 2503.14456, section 4.
struct TimeMix {
  let weights: LayerWeights
  let headSize: Int
  let kernels: Kernels

  /// From the normed input to what the recurrence reads, for one block of rows.
  ///
  /// - Parameters:
  ///   - before: The rows before the chunk.
  ///   - firstValue: v_first of the forest, read or written.
  func project(
    _ block: Range<Int>, of chunk: ForestChunk, before: Matrix, residual: LayerApplication.ValueResidual,
    _ activations: Activations, firstValue: Matrix, _ scratch: WorkerScratch
  ) {
    let rows = 0..<block.count
    // 1. Token shift and its six mixes.
    kernels.shiftMix(
      activations.normed, rows: block, parents: chunk.parents, beforeRoot: before, mixes: weights.mixes,
      into: scratch.mixes)  // [rows, C] each
    let (xr, xw, xk, xv, xa, xg) = (
      scratch.mixes[0], scratch.mixes[1], scratch.mixes[2], scratch.mixes[3], scratch.mixes[4], scratch.mixes[5]
    )
    // 2. Receptance, key and value.
    kernels.linear(xr, rows, weights.receptance, into: activations.receptance, block)  // [rows, C]
    kernels.linear(xk, rows, weights.key, into: activations.key, block)  // [rows, C]
    kernels.linear(xv, rows, weights.value, into: activations.value, block)  // [rows, C]
    // 3. Decay, in-context learning rate and gate through their LoRAs.
    lowRank(xw, weights.decay, middle: .tanh, into: activations.decay, block, scratch)  // [rows, C]
    lowRank(xa, weights.rate, middle: nil, into: activations.rate, block, scratch)  // [rows, C]
    lowRank(xg, weights.gate, middle: .sigmoid, into: activations.gate, block, scratch)  // [rows, C]
    // 4. Value residual.
    let streamRows = chunk.streamRows(block)
    var input: ValueResidualInput?
    switch residual {
    case .own: break
    case .capture: firstValue.copyRows(streamRows, from: activations.value, block)  // v_first
    case .mix:
      if let weights = weights.valueResidual {
        lowRank(xv, weights, middle: nil, into: scratch.valueGate, rows, scratch)  // [rows, C]
        input = ValueResidualInput(gate: scratch.valueGate, firstValue: firstValue, firstValueRows: streamRows)
      }
    }
    // 5. Decay map, removal and replacement keys, mixed value.
    kernels.timeMixGates(
      rows: block, headSize: headSize, weights: weights.gates, residual: input, decay: activations.decay,
      rate: activations.rate, key: activations.key, value: activations.value, removalKey: activations.removalKey)
  }

  /// 6. The recurrence, for some strips of one head over a chunk.
  func recur(
    head: Int, strips: Range<Int>, plan: WKVPlan, chunk: ForestChunk, _ activations: Activations, states: WKVStates,
    carried: CarriedWKVStates?
  ) {
    kernels.wkv(
      head: head, strips: strips, headSize: headSize, plan: plan, rows: chunk.rows,
      WKVInput(
        receptance: activations.receptance, decay: activations.decay, key: activations.key, value: activations.value,
        removalKey: activations.removalKey, removalRate: activations.rate, output: activations.output),
      states: states, carried: carried)
  }

  /// From the recurrence's output to the residual stream, for one block of rows.
  func finish(_ block: Range<Int>, _ activations: Activations, into hidden: Matrix, _ streamRows: Range<Int>) {
    // 7. Head norm, bonus and gate.
    kernels.timeMixOutput(
      rows: block, headSize: headSize,
      TimeMixOutputInput(
        weight: weights.headNorm.weight, bias: weights.headNorm.bias, bonus: weights.bonus,
        receptance: activations.receptance, key: activations.key, value: activations.value, gate: activations.gate,
        epsilon: weights.headNorm.epsilon),
      y: activations.output)
    // 8. Output projection, added to the residual stream.
    kernels.linear(activations.output, block, weights.output, into: hidden, streamRows, accumulate: true)  // [rows, C]
  }

  private func lowRank(
    _ x: Matrix, _ low: LayerWeights.LowRank, middle: Activation?, into out: Matrix, _ outRows: Range<Int>,
    _ scratch: WorkerScratch
  ) {
    guard let between = scratch.lowRank[low.rank] else { preconditionFailure("no scratch for rank \(low.rank)") }
    let rows = 0..<outRows.count
    kernels.linear(x, rows, low.down, into: between, rows)  // [rows, D]
    if let middle { kernels.apply(middle, to: between, rows: rows) }
    kernels.linear(between, rows, low.up, into: out, outRows)  // [rows, C]
  }
}
