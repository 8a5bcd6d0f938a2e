internal import RWKVKernels
internal import RealModule

/// The tensors of the time mix of an RWKV-4 layer.
struct TimeMix4Tensors: TimeMixTensors {
  let keyMix, valueMix, receptanceMix: TokenShiftMix
  let receptance, key, value, output: CheckpointTensor
  /// [C] each.
  let decay, bonus: CheckpointTensor

  init(_ block: String, _ shape: ModelShape, _ binder: inout TensorBinder) throws {
    let (part, c) = (block + "att", shape.width)
    keyMix = try TokenShiftMix(part, "k", shape, &binder)
    valueMix = try TokenShiftMix(part, "v", shape, &binder)
    receptanceMix = try TokenShiftMix(part, "r", shape, &binder)
    receptance = try binder.take("\(part).receptance.weight", shape: [c, c])
    key = try binder.take("\(part).key.weight", shape: [c, c])
    value = try binder.take("\(part).value.weight", shape: [c, c])
    output = try binder.take("\(part).output.weight", shape: [c, c])
    decay = try binder.take("\(part).time_decay", shape: [c])
    bonus = try binder.take("\(part).time_first", shape: [c])
  }

  var matrices: [CheckpointTensor] { [receptance, key, value, output] }
  var vectors: [CheckpointTensor] { [keyMix.tensor, valueMix.tensor, receptanceMix.tensor, decay, bonus] }
  var middles: Set<Int> { [] }

  func widened(_ widening: inout Widening, kernels: Kernels) -> any TimeMix {
    TimeMix4(
      mixes: [receptanceMix, keyMix, valueMix].map { $0.vector() }, receptance: widening.linear(receptance),
      key: widening.linear(key), value: widening.linear(value), output: widening.linear(output),
      logDecay: decay.vector { -Float.exp($0) }, bonus: bonus.vector(), kernels: kernels)
  }
}

/// The time mix of an RWKV-4 layer.
///
/// Source: RWKV: Reinventing RNNs for the Transformer Era, arXiv 2305.13048, section 3 (time mixing).
struct TimeMix4: TimeMix {
  fileprivate let mixes: [Matrix]
  fileprivate let receptance, key, value, output: LinearWeights
  fileprivate let logDecay, bonus: Matrix
  fileprivate let kernels: Kernels

  func project(
    _ block: Range<Int>, of chunk: ForestChunk, before: Matrix, residual: LayerApplication.ValueResidual,
    _ activations: Activations, firstValue: Matrix, _ scratch: WorkerScratch
  ) {
    let rows = 0..<block.count
    let (xr, xk, xv) = (scratch.mixes[0], scratch.mixes[1], scratch.mixes[2])
    kernels.shiftMix(
      activations.normed, rows: block, parents: chunk.parents, beforeRoot: before, mixes: mixes,
      into: [xr, xk, xv])  // [rows, C] each
    kernels.linear(xr, rows, receptance, into: activations.receptance, block)  // [rows, C]
    kernels.apply(.sigmoid, to: activations.receptance, rows: block)
    kernels.linear(xk, rows, key, into: activations.key, block)  // [rows, C]
    kernels.linear(xv, rows, value, into: activations.value, block)  // [rows, C]
  }

  func recur(
    head: Int, strips: Range<Int>, plan: WKVPlan, chunk: ForestChunk, _ activations: Activations, states: WKVStates,
    carried: CarriedWKVStates?
  ) {
    kernels.wkv4(
      strips: strips, plan: plan, rows: chunk.rows,
      WKV4Input(
        key: activations.key, value: activations.value, bonus: bonus, logDecay: logDecay, output: activations.output),
      states: states, carried: carried)
  }

  func finish(_ block: Range<Int>, _ activations: Activations, into hidden: Matrix, _ streamRows: Range<Int>) {
    kernels.round(activations.output, rows: block)
    kernels.multiply(activations.output, block, by: activations.receptance, block)
    kernels.linear(activations.output, block, output, into: hidden, streamRows, accumulate: true)  // [rows, C]
  }
}
