internal import RWKVKernels
internal import RealModule

/// The tensors of the time mix of an RWKV-5 layer: of 5.2 (Eagle, which RWKV-5 World models are), 5.1 and 5.0.
///
/// H is the number of heads, N their size. 5.0 and 5.1 have one decay and one bonus a head, and 5.0 has no gate.
struct TimeMix5Tensors: TimeMixTensors {
  let keyMix, valueMix, receptanceMix: TokenShiftMix
  let gateMix: TokenShiftMix?
  let receptance, key, value, output: CheckpointTensor
  let gate: CheckpointTensor?
  /// [H, N] or [H].
  let decay, bonus: CheckpointTensor
  /// Whether `bonus` holds its logarithm, as `time_first` does and `time_faaaa` does not.
  let isBonusLogarithm: Bool
  let headNorm: LayerTensors.Norm
  let headSize: Int

  init(
    _ block: String, _ shape: ModelShape, _ configuration: ModelConfiguration, _ binder: inout TensorBinder
  ) throws {
    let (part, c) = (block + "att", shape.width)
    keyMix = try TokenShiftMix(part, "k", shape, &binder)
    valueMix = try TokenShiftMix(part, "v", shape, &binder)
    receptanceMix = try TokenShiftMix(part, "r", shape, &binder)
    receptance = try binder.take("\(part).receptance.weight", shape: [c, c])
    key = try binder.take("\(part).key.weight", shape: [c, c])
    value = try binder.take("\(part).value.weight", shape: [c, c])
    output = try binder.take("\(part).output.weight", shape: [c, c])
    gate = try binder.takeIfPresent("\(part).gate.weight", shape: [c, c])
    gateMix = try gate.map { _ in try TokenShiftMix(part, "g", shape, &binder) }
    func perHead(_ name: String) throws -> CheckpointTensor {
      let isVector = try binder.shape(of: name).dropFirst().allSatisfy { $0 == 1 }
      return try binder.take(name, reshapedTo: isVector ? [shape.heads] : [shape.heads, shape.headSize])
    }
    decay = try perHead("\(part).time_decay")
    isBonusLogarithm = !binder.has("\(part).time_faaaa")
    bonus = try perHead("\(part).\(isBonusLogarithm ? "time_first" : "time_faaaa")")
    headNorm = try .init(heads: block, width: c, configuration, &binder)
    headSize = shape.headSize
  }

  var matrices: [CheckpointTensor] { [receptance, key, value, output] + [gate].compactMap { $0 } }

  var vectors: [CheckpointTensor] {
    [keyMix.tensor, valueMix.tensor, receptanceMix.tensor, decay, bonus] + [gateMix?.tensor].compactMap { $0 }
      + headNorm.vectors
  }

  var middles: Set<Int> { [] }

  func widened(_ widening: inout Widening, kernels: Kernels) -> any TimeMix {
    TimeMix5(self, &widening, kernels: kernels)
  }
}

/// The time mix of an RWKV-5 layer.
///
/// Source: Eagle and Finch, arXiv 2404.05892, section 4.1; for 5.0 and 5.1, the PyPI package `rwkv`, `model.py`.
struct TimeMix5: TimeMix {
  private let mixes: [Matrix]
  private let receptance, key, value, output: LinearWeights
  private let gate: LinearWeights?
  private let decay: Matrix
  private let wkv: HeadRecurrence

  init(_ tensors: TimeMix5Tensors, _ widening: inout Widening, kernels: Kernels) {
    mixes =
      [tensors.receptanceMix, tensors.keyMix, tensors.valueMix].map { $0.vector() }
      + [tensors.gateMix].compactMap { $0?.vector() }
    receptance = widening.linear(tensors.receptance)
    key = widening.linear(tensors.key)
    value = widening.linear(tensors.value)
    output = widening.linear(tensors.output)
    gate = tensors.gate.map { widening.linear($0) }
    let headSize = tensors.headSize
    func channels(_ tensor: CheckpointTensor, _ function: (Float) -> Float) -> Matrix {
      tensor.vector(repeating: tensor.shape.count == 1 ? headSize : 1, function)
    }
    decay = channels(tensors.decay) { Float.exp(-Float.exp($0)) }
    let bonus = channels(tensors.bonus) { [isLogarithm = tensors.isBonusLogarithm] in isLogarithm ? Float.exp($0) : $0 }
    wkv = HeadRecurrence(
      bonus: bonus, norm: LayerWeights.Norm(tensors.headNorm), headSize: headSize, kernels: kernels)
  }

  private var kernels: Kernels { wkv.kernels }

  func project(
    _ block: Range<Int>, of chunk: ForestChunk, before: Matrix, residual: LayerApplication.ValueResidual,
    _ activations: Activations, firstValue: Matrix, _ scratch: WorkerScratch
  ) {
    let rows = 0..<block.count
    kernels.shiftMix(
      activations.normed, rows: block, parents: chunk.parents, beforeRoot: before, mixes: mixes,
      into: Array(scratch.mixes.prefix(mixes.count)))  // [rows, C] each
    kernels.linear(scratch.mixes[0], rows, receptance, into: activations.receptance, block)  // [rows, C]
    kernels.linear(scratch.mixes[1], rows, key, into: activations.key, block)  // [rows, C]
    kernels.linear(scratch.mixes[2], rows, value, into: activations.value, block)  // [rows, C]
    if let gate {
      kernels.linear(scratch.mixes[3], rows, gate, into: activations.gate, block)  // [rows, C]
      kernels.apply(.silu, to: activations.gate, rows: block)
    } else {
      activations.gate.fillRows(block, with: wkv.ones)
    }
    activations.decay.fillRows(block, with: decay)
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
