internal import RWKVKernels

/// The weights of one layer as fp32, ready to multiply.
final class LayerWeights: Sendable {
  struct Norm: Sendable {
    /// [C] each.
    let weight, bias: Matrix

    init(_ tensors: LayerTensors.Norm) {
      weight = tensors.weight.vector()
      bias = tensors.bias.vector()
    }
  }

  struct LowRank: Sendable {
    /// C → D and D → C.
    let down, up: LinearWeights

    init(_ tensors: LayerTensors.LowRank) {
      down = LinearWeights(tensors.down.matrix(), .inputByOutput)
      up = LinearWeights(tensors.up.matrix(), .inputByOutput)
    }

    var rank: Int { down.outputs }
  }

  let ln0: Norm?
  let ln1, ln2, headNorm: Norm
  let mixes: [Matrix]
  let receptance, key, value, output: LinearWeights
  let decay, rate, gate: LowRank
  let valueResidual: LowRank?
  let gates: TimeMixGateWeights
  let bonus: Matrix
  let channelMix: Matrix
  let channelKey, channelValue: LinearWeights

  init(_ tensors: LayerTensors) {
    func linear(_ tensor: CheckpointTensor) -> LinearWeights { LinearWeights(tensor.matrix(), .outputByInput) }
    ln0 = tensors.ln0.map(Norm.init)
    ln1 = Norm(tensors.ln1)
    ln2 = Norm(tensors.ln2)
    headNorm = Norm(tensors.headNorm)
    mixes = tensors.mixes.map { $0.vector() }
    receptance = linear(tensors.receptance)
    key = linear(tensors.key)
    value = linear(tensors.value)
    output = linear(tensors.output)
    decay = LowRank(tensors.decay)
    rate = LowRank(tensors.rate)
    gate = LowRank(tensors.gate)
    valueResidual = tensors.valueResidual.map(LowRank.init)
    gates = TimeMixGateWeights(
      decayBias: tensors.decayBias.vector(), rateBias: tensors.rateBias.vector(),
      valueBias: tensors.valueBias?.vector(), removalScale: tensors.removalScale.vector(),
      replacementScale: tensors.replacementScale.vector())
    bonus = tensors.bonus.vector()
    channelMix = tensors.channelMix.vector()
    channelKey = linear(tensors.channelKey)
    channelValue = linear(tensors.channelValue)
  }
}

extension CheckpointTensor {
  /// The values as fp32, in one row.
  func vector() -> Matrix { widened(rows: 1, columns: elementCount) }

  /// The values as fp32, [rows, columns] of a two-dimensional tensor.
  func matrix() -> Matrix { widened(rows: shape[0], columns: shape[1]) }

  private func widened(rows: Int, columns: Int) -> Matrix {
    let matrix = Matrix(rows: rows, columns: columns)
    matrix.withMutableSpan(rows: 0..<rows) { widen(into: &$0) }
    return matrix
  }
}
