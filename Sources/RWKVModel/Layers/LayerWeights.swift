internal import RWKVKernels

/// The weights of one layer as fp32, ready to multiply.
final class LayerWeights: Sendable {
  struct Norm: Sendable {
    /// [C] each.
    let weight, bias: Matrix
    let epsilon: Float

    init(_ tensors: LayerTensors.Norm) {
      weight = tensors.weight.vector()
      bias = tensors.bias?.vector() ?? Matrix(rows: 1, columns: tensors.weight.elementCount)
      epsilon = tensors.epsilon
    }
  }

  struct LowRank: Sendable {
    /// C → D and D → C.
    let down, up: LinearWeights

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
  let activation: Activation
  let deepEmbed: DeepEmbed?
  /// What the recurrence starts from; nil for zeros.
  let firstState: CarriedWKVStates?

  /// Widens a layer on all threads.
  init(_ tensors: LayerTensors, engine: Engine) {
    var widening = Widening()
    func linear(_ tensor: CheckpointTensor) -> LinearWeights {
      let layout = LinearWeights.bestLayout(inputs: tensor.shape[1], outputs: tensor.shape[0])
      return LinearWeights(widening.matrix(layout == .outputByInput ? tensor : tensor.transposed()), layout)
    }
    func lowRank(_ tensors: LayerTensors.LowRank) -> LowRank {
      LowRank(
        down: LinearWeights(widening.matrix(tensors.down), .inputByOutput),
        up: LinearWeights(widening.matrix(tensors.up), .inputByOutput))
    }
    ln0 = tensors.ln0.map(Norm.init)
    ln1 = Norm(tensors.ln1)
    ln2 = Norm(tensors.ln2)
    headNorm = Norm(tensors.headNorm)
    mixes = tensors.mixes.map { $0.vector() }
    receptance = linear(tensors.receptance)
    key = linear(tensors.key)
    value = linear(tensors.value)
    output = linear(tensors.output)
    decay = lowRank(tensors.decay)
    rate = lowRank(tensors.rate)
    gate = lowRank(tensors.gate)
    valueResidual = tensors.valueResidual.map(lowRank)
    gates = TimeMixGateWeights(
      decayBias: tensors.decayBias.vector(), rateBias: tensors.rateBias.vector(),
      valueBias: tensors.valueBias?.vector(), removalScale: tensors.removalScale.vector(),
      replacementScale: tensors.replacementScale.vector())
    bonus = tensors.bonus.vector()
    channelMix = tensors.channelMix.vector()
    channelKey = linear(tensors.channelKey)
    channelValue = linear(tensors.channelValue)
    activation = tensors.activation
    deepEmbed = tensors.deepEmbed.map { DeepEmbed($0, &widening) }
    firstState = tensors.firstState.map { CarriedWKVStates($0, chains: 1) }
    widening.run(on: engine)
  }
}

/// Matrices to be widened by all threads at once, cut into parts of about the same size.
struct Widening {
  private struct Part {
    let tensor: CheckpointTensor
    let rows: Range<Int>
    let matrix: Matrix
  }

  private static let elementsPerPart = 262_144
  private var parts: [Part] = []

  /// A matrix for a two-dimensional tensor, filled by `run`.
  mutating func matrix(_ tensor: CheckpointTensor) -> Matrix {
    let matrix = Matrix(unfilledRows: tensor.shape[0], columns: tensor.shape[1])
    let step = max(Self.elementsPerPart / max(matrix.columns, 1), 1)
    for first in stride(from: 0, to: matrix.rows, by: step) {
      parts.append(Part(tensor: tensor, rows: first..<min(first + step, matrix.rows), matrix: matrix))
    }
    return matrix
  }

  /// Fills the matrices.
  func run(on engine: Engine) {
    engine.team.forEach(parts.count) { index, _ in
      let part = parts[index]
      part.matrix.withMutableSpan(rows: part.rows) { part.tensor.widen(rows: part.rows, into: &$0) }
    }
  }
}

extension CarriedWKVStates {
  /// States of a layer that is given as S [H, N, N].
  init(_ state: CheckpointTensor, chains: Int) {
    self.init(chains: chains, heads: state.shape[0], headSize: state.shape[1], start: state.widened())
  }
}

extension CheckpointTensor {
  /// The values as fp32, in one row.
  func vector() -> Matrix { widened(rows: 1, columns: elementCount) }

  /// The values as fp32, [rows, columns] of a two-dimensional tensor.
  func matrix() -> Matrix { widened(rows: shape[0], columns: shape[1]) }

  private func widened(rows: Int, columns: Int) -> Matrix {
    let matrix = Matrix(unfilledRows: rows, columns: columns)
    matrix.withMutableSpan(rows: 0..<rows) { widen(into: &$0) }
    return matrix
  }
}
