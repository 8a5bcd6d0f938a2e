internal import RWKVKernels

/// The time mix of an RWKV-7 layer over a chunk of a forest, in three parts between which all rows must be done.
///
/// Source: RWKV-7 "Goose", arXiv 2503.14456, section 4.
struct TimeMix7: TimeMix {
  private let mixes: [Matrix]
  private let receptance, key, value, output: LinearWeights
  private let decay, rate, gate: LowRankWeights
  private let valueResidual: LowRankWeights?
  private let gates: TimeMixGateWeights
  private let bonus: Matrix
  private let headNorm: LayerWeights.Norm
  private let headSize: Int
  private let kernels: Kernels

  init(_ tensors: TimeMix7Tensors, _ widening: inout Widening, kernels: Kernels) {
    mixes = tensors.mixes.map { $0.vector() }
    receptance = widening.linear(tensors.receptance)
    key = widening.linear(tensors.key)
    value = widening.linear(tensors.value)
    output = widening.linear(tensors.output)
    decay = widening.lowRank(tensors.decay, kernels: kernels)
    rate = widening.lowRank(tensors.rate, kernels: kernels)
    gate = widening.lowRank(tensors.gate, kernels: kernels)
    valueResidual = tensors.valueResidual.map { widening.lowRank($0, kernels: kernels) }
    gates = TimeMixGateWeights(
      decayBias: tensors.decayBias.vector(), rateBias: tensors.rateBias.vector(),
      valueBias: tensors.valueBias?.vector(), removalScale: tensors.removalScale.vector(),
      replacementScale: tensors.replacementScale.vector())
    bonus = tensors.bonus.vector()
    headNorm = LayerWeights.Norm(tensors.headNorm)
    headSize = tensors.headSize
    self.kernels = kernels
  }

  func project(
    _ block: Range<Int>, of chunk: ForestChunk, before: Matrix, residual: LayerApplication.ValueResidual,
    _ activations: Activations, firstValue: Matrix, _ scratch: WorkerScratch
  ) {
    let rows = 0..<block.count
    // 1. Token shift and its six mixes.
    kernels.shiftMix(
      activations.normed, rows: block, parents: chunk.parents, beforeRoot: before, mixes: mixes,
      into: scratch.mixes)  // [rows, C] each
    let (xr, xw, xk, xv, xa, xg) = (
      scratch.mixes[0], scratch.mixes[1], scratch.mixes[2], scratch.mixes[3], scratch.mixes[4], scratch.mixes[5]
    )
    // 2. Receptance, key and value.
    kernels.linear(xr, rows, receptance, into: activations.receptance, block)  // [rows, C]
    kernels.linear(xk, rows, key, into: activations.key, block)  // [rows, C]
    kernels.linear(xv, rows, value, into: activations.value, block)  // [rows, C]
    // 3. Decay, in-context learning rate and gate through their LoRAs.
    decay.forward(xw, middle: .tanh, into: activations.decay, block, scratch)  // [rows, C]
    rate.forward(xa, middle: nil, into: activations.rate, block, scratch)  // [rows, C]
    gate.forward(xg, middle: .sigmoid, into: activations.gate, block, scratch)  // [rows, C]
    // 4. Value residual.
    let streamRows = chunk.streamRows(block)
    var input: ValueResidualInput?
    switch residual {
    case .own: break
    case .capture: firstValue.copyRows(streamRows, from: activations.value, block)  // v_first
    case .mix:
      if let valueResidual {
        valueResidual.forward(xv, middle: nil, into: scratch.valueGate, rows, scratch)  // [rows, C]
        input = ValueResidualInput(gate: scratch.valueGate, firstValue: firstValue, firstValueRows: streamRows)
      }
    }
    // 5. Decay map, removal and replacement keys, mixed value.
    kernels.timeMixGates(
      rows: block, headSize: headSize, weights: gates, residual: input, decay: activations.decay,
      rate: activations.rate, key: activations.key, value: activations.value, removalKey: activations.removalKey)
  }

  func recur(
    head: Int, strips: Range<Int>, plan: WKVPlan, chunk: ForestChunk, _ activations: Activations, states: WKVStates,
    carried: CarriedWKVStates?
  ) {
    // 6. The recurrence.
    kernels.wkv(
      head: head, strips: strips, headSize: headSize, plan: plan, rows: chunk.rows,
      WKVInput(
        receptance: activations.receptance, decay: activations.decay, key: activations.key, value: activations.value,
        removalKey: activations.removalKey, removalRate: activations.rate, output: activations.output),
      states: states, carried: carried)
  }

  func finish(_ block: Range<Int>, _ activations: Activations, into hidden: Matrix, _ streamRows: Range<Int>) {
    // 7. Head norm, bonus and gate.
    kernels.timeMixOutput(
      rows: block, headSize: headSize,
      TimeMixOutputInput(
        weight: headNorm.weight, bias: headNorm.bias, bonus: bonus,
        receptance: activations.receptance, key: activations.key, value: activations.value, gate: activations.gate,
        epsilon: headNorm.epsilon),
      y: activations.output)
    // 8. Output projection, added to the residual stream.
    kernels.linear(activations.output, block, output, into: hidden, streamRows, accumulate: true)  // [rows, C]
  }
}
