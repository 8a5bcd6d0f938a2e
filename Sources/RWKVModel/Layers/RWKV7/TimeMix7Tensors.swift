internal import RWKVKernels

/// The tensors of the time mix of an RWKV-7 layer.
///
/// C is the width, N the head size, H = C / N heads; D are LoRA ranks.
struct TimeMix7Tensors: TimeMixTensors {
  /// x_r, x_w, x_k, x_v, x_a, x_g, [C] each.
  let mixes: [CheckpointTensor]
  let receptance, key, value, output: CheckpointTensor
  let decay, rate, gate: LayerTensors.LowRank
  let decayBias, rateBias: CheckpointTensor
  let valueResidual: LayerTensors.LowRank?
  let valueBias: CheckpointTensor?
  let removalScale, replacementScale, bonus: CheckpointTensor
  let headNorm: LayerTensors.Norm
  let headSize: Int

  init(layer: Int, _ shape: ModelShape, _ configuration: ModelConfiguration, _ binder: inout TensorBinder) throws {
    let (block, c) = ("blocks.\(layer).", shape.width)
    func lowRank(_ letter: String) throws -> LayerTensors.LowRank {
      let down = "\(block)att.\(letter)1"
      let rank = try binder.rank(of: down, width: c)
      return .init(
        down: try binder.takeLowRank(down, shape: [c, rank]),
        up: try binder.takeLowRank("\(block)att.\(letter)2", shape: [rank, c]))
    }
    mixes = try ["x_r", "x_w", "x_k", "x_v", "x_a", "x_g"].map { try binder.take("\(block)att.\($0)", shape: [c]) }
    receptance = try binder.take("\(block)att.receptance.weight", shape: [c, c])
    key = try binder.take("\(block)att.key.weight", shape: [c, c])
    value = try binder.take("\(block)att.value.weight", shape: [c, c])
    output = try binder.take("\(block)att.output.weight", shape: [c, c])
    decay = try lowRank("w")
    rate = try lowRank("a")
    gate = try lowRank("g")
    decayBias = try binder.take("\(block)att.w0", shape: [c])
    rateBias = try binder.take("\(block)att.a0", shape: [c])
    let hasValueResidual = layer > 0 || binder.has("\(block)att.v1")
    valueResidual = hasValueResidual ? try lowRank("v") : nil
    valueBias = hasValueResidual ? try binder.take("\(block)att.v0", shape: [c]) : nil
    removalScale = try binder.take("\(block)att.k_k", shape: [c])
    replacementScale = try binder.take("\(block)att.k_a", shape: [c])
    bonus = try binder.take("\(block)att.r_k", shape: [shape.heads, shape.headSize])
    headNorm = try .init(heads: block, width: c, configuration, &binder)
    headSize = shape.headSize
  }

  private var lowRanks: [LayerTensors.LowRank] { [decay, rate, gate] + [valueResidual].compactMap { $0 } }

  var matrices: [CheckpointTensor] { [receptance, key, value, output] + lowRanks.flatMap(\.matrices) }

  var vectors: [CheckpointTensor] {
    mixes + [decayBias, rateBias, removalScale, replacementScale, bonus] + [valueBias].compactMap { $0 }
      + headNorm.vectors
  }

  var middles: Set<Int> { Set(lowRanks.map(\.rank)) }

  var ranks: [(field: String, tensor: String, rank: Int)] {
    [("decay_low_rank_dim", "att.w1", decay.rank), ("a_low_rank_dim", "att.a1", rate.rank)]
      + [("gate_low_rank_dim", "att.g1", gate.rank)]
      + [valueResidual].compactMap { $0.map { ("v_low_rank_dim", "att.v1", $0.rank) } }
  }

  var valueResidualParameterCount: Int { valueResidual.map { $0.down.elementCount + $0.up.elementCount } ?? 0 }

  var lacksValueResidual: Bool { valueResidual == nil }

  func widened(_ widening: inout Widening, kernels: Kernels) -> any TimeMix {
    TimeMix7(self, &widening, kernels: kernels)
  }
}
