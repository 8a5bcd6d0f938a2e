internal import RWKVKernels

/// The time mix of an RWKV-7 layer over a forest, in three parts between which all rows must be done.
///
/// Source: RWKV-7 "Goose", arXiv 2503.14456, section 4.
struct TimeMix {
  let weights: LayerWeights
  let headSize: Int
  let kernels: Kernels

  /// From the normed input to what the recurrence reads, for one block of rows.
  func project(
    _ rows: Range<Int>, parents: [Int32], beforeRoot: Matrix?, residual: LayerApplication.ValueResidual,
    _ space: Workspace, _ scratch: WorkerScratch
  ) {
    let block = 0..<rows.count
    // 1. Token shift and its six mixes.
    kernels.shiftMix(
      space.normed, rows: rows, parents: parents, beforeRoot: beforeRoot, mixes: weights.mixes,
      into: scratch.mixes)  // [rows, C] each
    let (xr, xw, xk, xv, xa, xg) = (
      scratch.mixes[0], scratch.mixes[1], scratch.mixes[2], scratch.mixes[3], scratch.mixes[4], scratch.mixes[5]
    )
    // 2. Receptance, key and value.
    kernels.linear(xr, block, weights.receptance, into: space.receptance, rows)  // [rows, C]
    kernels.linear(xk, block, weights.key, into: space.key, rows)  // [rows, C]
    kernels.linear(xv, block, weights.value, into: space.value, rows)  // [rows, C]
    // 3. Decay, in-context learning rate and gate through their LoRAs.
    lowRank(xw, weights.decay, middle: .tanh, into: space.decay, rows, scratch)  // [rows, C]
    lowRank(xa, weights.rate, middle: nil, into: space.rate, rows, scratch)  // [rows, C]
    lowRank(xg, weights.gate, middle: .sigmoid, into: space.gate, rows, scratch)  // [rows, C]
    // 4. Value residual.
    var input: ValueResidualInput?
    switch residual {
    case .own: break
    case .capture: space.firstValue.copyRows(rows, from: space.value)  // v_first
    case .mix:
      if let weights = weights.valueResidual {
        lowRank(xv, weights, middle: nil, into: scratch.valueGate, block, scratch)  // [rows, C]
        input = ValueResidualInput(gate: scratch.valueGate, firstValue: space.firstValue)
      }
    }
    // 5. Decay map, removal and replacement keys, mixed value.
    kernels.timeMixGates(
      rows: rows, headSize: headSize, weights: weights.gates, residual: input, decay: space.decay, rate: space.rate,
      key: space.key, value: space.value, removalKey: space.removalKey)
  }

  /// 6. The recurrence, for some strips of one head over all rows.
  func recur(
    head: Int, strips: Range<Int>, plan: WKVPlan, carried: CarriedWKVStates?, _ space: Workspace,
    _ scratch: WorkerScratch
  ) {
    kernels.wkv(
      head: head, strips: strips, headSize: headSize, plan: plan,
      WKVInput(
        receptance: space.receptance, decay: space.decay, key: space.key, value: space.value,
        removalKey: space.removalKey, removalRate: space.rate, output: space.output), scratch: scratch.state,
      carried: carried)
  }

  /// From the recurrence's output to the residual stream, for one block of rows.
  func finish(_ rows: Range<Int>, _ space: Workspace) {
    // 7. Head norm, bonus and gate.
    kernels.timeMixOutput(
      rows: rows, headSize: headSize,
      TimeMixOutputInput(
        weight: weights.headNorm.weight, bias: weights.headNorm.bias, bonus: weights.bonus,
        receptance: space.receptance, key: space.key, value: space.value, gate: space.gate), y: space.output)
    // 8. Output projection, added to the residual stream.
    kernels.linear(space.output, rows, weights.output, into: space.hidden, rows, accumulate: true)  // [rows, C]
  }

  private func lowRank(
    _ x: Matrix, _ low: LayerWeights.LowRank, middle: Activation?, into out: Matrix, _ outRows: Range<Int>,
    _ scratch: WorkerScratch
  ) {
    guard let between = scratch.lowRank[low.rank] else { preconditionFailure("no scratch for rank \(low.rank)") }
    let block = 0..<outRows.count
    kernels.linear(x, block, low.down, into: between, block)  // [rows, D]
    if let middle { kernels.apply(middle, to: between, rows: block) }
    kernels.linear(between, block, low.up, into: out, outRows)  // [rows, C]
  }
}
