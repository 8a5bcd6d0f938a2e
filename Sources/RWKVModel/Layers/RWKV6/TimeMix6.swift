internal import RWKVKernels

/// The tensors of the time mix of an RWKV-6 layer.
///
/// H is the number of heads, N their size; D are LoRA ranks.
struct TimeMix6Tensors: TimeMixTensors {
  /// The mix of what the five others are made from, [C].
  let sharedMix: TokenShiftMix
  /// Of decay, key, value, receptance and gate, in the order of `mixUps`.
  let mixes: [TokenShiftMix]
  /// [C, 5 D].
  let mixDown: CheckpointTensor
  /// [D, C] each.
  let mixUps: [CheckpointTensor]
  let receptance, key, value, gate, output: CheckpointTensor
  let decay: LayerTensors.LowRank
  /// [C] each.
  let decayBias, bonus: CheckpointTensor
  let headNorm: LayerTensors.Norm
  let headSize: Int

  init(
    _ block: String, _ shape: ModelShape, _ configuration: ModelConfiguration, _ binder: inout TensorBinder
  ) throws {
    let (part, c) = (block + "att", shape.width)
    sharedMix = try TokenShiftMix(part, "x", shape, &binder)
    mixes = try ["w", "k", "v", "r", "g"].map { try TokenShiftMix(part, $0, shape, &binder) }
    let mixRank = try binder.rank(of: "\(part).time_maa_w1", width: c) / 5
    mixDown = try binder.take("\(part).time_maa_w1", shape: [c, 5 * mixRank])
    let ups = try binder.take("\(part).time_maa_w2", shape: [5, mixRank, c])
    mixUps = (0..<5).map { ups.row($0) }
    receptance = try binder.take("\(part).receptance.weight", shape: [c, c])
    key = try binder.take("\(part).key.weight", shape: [c, c])
    value = try binder.take("\(part).value.weight", shape: [c, c])
    gate = try binder.take("\(part).gate.weight", shape: [c, c])
    output = try binder.take("\(part).output.weight", shape: [c, c])
    let rank = try binder.rank(of: "\(part).time_decay_w1", width: c)
    decay = .init(
      down: try binder.take("\(part).time_decay_w1", shape: [c, rank]),
      up: try binder.take("\(part).time_decay_w2", shape: [rank, c]))
    decayBias = try binder.take("\(part).time_decay", reshapedTo: [c])
    bonus = try binder.take("\(part).time_faaaa", reshapedTo: [c])
    headNorm = try .init(heads: block, width: c, configuration, &binder)
    headSize = shape.headSize
  }

  var matrices: [CheckpointTensor] { [receptance, key, value, gate, output, mixDown] + mixUps + decay.matrices }
  var vectors: [CheckpointTensor] { ([sharedMix] + mixes).map(\.tensor) + [decayBias, bonus] + headNorm.vectors }
  var middles: Set<Int> { [mixDown.shape[1], mixUps[0].shape[0], decay.rank] }

  func widened(_ widening: inout Widening, kernels: Kernels) -> any TimeMix {
    TimeMix6(self, &widening, kernels: kernels)
  }
}

/// The time mix of an RWKV-6 layer.
///
/// Source: Eagle and Finch, arXiv 2404.05892, section 4.2.
struct TimeMix6: TimeMix {
  private let sharedMix: Matrix
  private let mixes: [Matrix]
  private let mixDown: LinearWeights
  private let mixUps: [LinearWeights]
  private let receptance, key, value, gate, output: LinearWeights
  private let decay: LowRankWeights
  private let decayBias: Matrix
  private let wkv: HeadRecurrence

  init(_ tensors: TimeMix6Tensors, _ widening: inout Widening, kernels: Kernels) {
    sharedMix = tensors.sharedMix.vector()
    mixes = tensors.mixes.map { $0.vector() }
    mixDown = LinearWeights(widening.matrix(tensors.mixDown), .inputByOutput)
    mixUps = tensors.mixUps.map { LinearWeights(widening.matrix($0), .inputByOutput) }
    receptance = widening.linear(tensors.receptance)
    key = widening.linear(tensors.key)
    value = widening.linear(tensors.value)
    gate = widening.linear(tensors.gate)
    output = widening.linear(tensors.output)
    decay = widening.lowRank(tensors.decay, kernels: kernels)
    decayBias = tensors.decayBias.vector()
    wkv = HeadRecurrence(
      bonus: tensors.bonus.vector(), norm: LayerWeights.Norm(tensors.headNorm), headSize: tensors.headSize,
      kernels: kernels)
  }

  private var kernels: Kernels { wkv.kernels }

  func project(
    _ block: Range<Int>, of chunk: ForestChunk, before: Matrix, residual: LayerApplication.ValueResidual,
    _ activations: Activations, firstValue: Matrix, _ scratch: WorkerScratch
  ) {
    let rows = 0..<block.count
    // 1. Token shift by a fixed mix, from which a LoRA makes what is added to the five others.
    let (shared, mixed) = (scratch.mixes[5], Array(scratch.mixes.prefix(5)))
    kernels.shiftMix(
      activations.normed, rows: block, parents: chunk.parents, beforeRoot: before, mixes: [sharedMix], into: [shared])
    let middles = scratch.middle(mixDown.outputs)
    kernels.linear(shared, rows, mixDown, into: middles, rows)  // [rows, 5 D]
    kernels.apply(.tanh, to: middles, rows: rows)
    for (index, up) in mixUps.enumerated() {
      let middle = scratch.middle(up.inputs)
      middle.copyRows(rows, from: middles, rows, fromColumn: index * up.inputs)
      kernels.linear(middle, rows, up, into: mixed[index], rows)  // [rows, C]
    }
    // 2. Token shift by those.
    kernels.shiftMix(
      activations.normed, rows: block, parents: chunk.parents, beforeRoot: before, mixes: mixes, into: mixed,
      addingOutputs: true)  // [rows, C] each
    let (xw, xk, xv, xr, xg) = (mixed[0], mixed[1], mixed[2], mixed[3], mixed[4])
    // 3. Receptance, key, value and gate.
    kernels.linear(xr, rows, receptance, into: activations.receptance, block)  // [rows, C]
    kernels.linear(xk, rows, key, into: activations.key, block)  // [rows, C]
    kernels.linear(xv, rows, value, into: activations.value, block)  // [rows, C]
    kernels.linear(xg, rows, gate, into: activations.gate, block)  // [rows, C]
    kernels.apply(.silu, to: activations.gate, rows: block)
    // 4. Decay through its LoRA.
    decay.forward(xw, middle: .tanh, into: activations.decay, block, scratch)  // [rows, C]
    kernels.decay(activations.decay, rows: block, bias: decayBias)
  }

  func recur(
    head: Int, strips: Range<Int>, plan: WKVPlan, chunk: ForestChunk, _ activations: Activations, states: WKVStates,
    carried: CarriedWKVStates?
  ) {
    wkv.recur(head: head, strips: strips, plan: plan, chunk: chunk, activations, states: states, carried: carried)
  }

  func finish(_ block: Range<Int>, _ activations: Activations, into hidden: Matrix, _ streamRows: Range<Int>) {
    wkv.finish(block, activations, output, into: hidden, streamRows)
  }
}
