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

  let ln0: Norm?
  let ln1, ln2: Norm
  let timeMix: any TimeMix
  let channelMix: any ChannelMix
  /// What the recurrence starts from; nil for zeros.
  let firstState: CarriedWKVStates?

  /// Widens a layer on all threads.
  init(_ tensors: LayerTensors, engine: Engine) {
    var widening = Widening()
    ln0 = tensors.ln0.map(Norm.init)
    ln1 = Norm(tensors.ln1)
    ln2 = Norm(tensors.ln2)
    timeMix = tensors.timeMix.widened(&widening, kernels: engine.kernels)
    channelMix = tensors.channelMix.widened(&widening, kernels: engine.kernels)
    firstState = tensors.firstState.map { CarriedWKVStates($0, chains: 1) }
    widening.run(on: engine)
  }
}

/// Two matrices with a few columns between them, C → D and D → C.
struct LowRankWeights: Sendable {
  let down, up: LinearWeights
  let kernels: Kernels

  /// `out[outRows] = f(x · down) · up` for the first rows of x.
  func forward(
    _ x: Matrix, middle: Activation?, into out: Matrix, _ outRows: Range<Int>, _ scratch: WorkerScratch
  ) {
    let (between, rows) = (scratch.middle(down.outputs), 0..<outRows.count)
    kernels.linear(x, rows, down, into: between, rows)  // [rows, D]
    if let middle { kernels.apply(middle, to: between, rows: rows) }
    kernels.linear(between, rows, up, into: out, outRows)  // [rows, C]
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

  /// A matrix [outputs, inputs], in the layout in which it is multiplied fastest.
  mutating func linear(_ tensor: CheckpointTensor) -> LinearWeights {
    let layout = LinearWeights.bestLayout(inputs: tensor.shape[1], outputs: tensor.shape[0])
    return LinearWeights(matrix(layout == .outputByInput ? tensor : tensor.transposed()), layout)
  }

  /// A pair of low rank.
  mutating func lowRank(_ tensors: LayerTensors.LowRank, kernels: Kernels) -> LowRankWeights {
    LowRankWeights(
      down: LinearWeights(matrix(tensors.down), .inputByOutput), up: LinearWeights(matrix(tensors.up), .inputByOutput),
      kernels: kernels)
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
    self.init(
      chains: chains, shape: WKVStateShape(heads: state.shape[0], headSize: state.shape[1]), start: state.widened())
  }
}

extension CheckpointTensor {
  /// The values as fp32, in one row.
  func vector() -> Matrix { widened(rows: 1, columns: elementCount) }

  /// Functions of the values, each `times` times, in one row.
  func vector(repeating times: Int = 1, _ function: (Float) -> Float) -> Matrix {
    let values = vector()
    return Matrix(
      vector: (0..<values.columns).flatMap { [Float](repeating: function(values[0, $0]), count: times) })
  }

  /// The values as fp32, [rows, columns] of a two-dimensional tensor.
  func matrix() -> Matrix { widened(rows: shape[0], columns: shape[1]) }

  private func widened(rows: Int, columns: Int) -> Matrix {
    let matrix = Matrix(unfilledRows: rows, columns: columns)
    matrix.withMutableSpan(rows: 0..<rows) { widen(into: &$0) }
    return matrix
  }
}
