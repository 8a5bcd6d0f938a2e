internal import RWKVKernels

/// What RWKV-5 and 6 have in common: the recurrence over a state for each head, and the norm of its output.
struct HeadRecurrence: Sendable {
  /// u, [C].
  let bonus: Matrix
  let norm: LayerWeights.Norm
  let headSize: Int
  let kernels: Kernels
  /// [C] each.
  let ones, zeros: Matrix

  init(bonus: Matrix, norm: LayerWeights.Norm, headSize: Int, kernels: Kernels) {
    self.bonus = bonus
    self.norm = norm
    self.headSize = headSize
    self.kernels = kernels
    ones = Matrix(vector: Array(repeating: 1, count: bonus.columns))
    zeros = Matrix(rows: 1, columns: bonus.columns)
  }

  func recur(
    head: Int, strips: Range<Int>, plan: WKVPlan, chunk: ForestChunk, _ activations: Activations, states: WKVStates,
    carried: CarriedWKVStates?
  ) {
    kernels.wkv6(
      head: head, strips: strips, headSize: headSize, plan: plan, rows: chunk.rows,
      WKV6Input(
        receptance: activations.receptance, decay: activations.decay, key: activations.key, value: activations.value,
        bonus: bonus, output: activations.output),
      states: states, carried: carried)
  }

  /// Head norm, gate and output projection, added to the residual stream.
  func finish(
    _ block: Range<Int>, _ activations: Activations, _ output: LinearWeights, into hidden: Matrix,
    _ streamRows: Range<Int>
  ) {
    // RWKV-7 adds its bonus here, after the norm; these have added theirs in the recurrence.
    kernels.timeMixOutput(
      rows: block, headSize: headSize,
      TimeMixOutputInput(
        weight: norm.weight, bias: norm.bias, bonus: zeros, receptance: activations.receptance, key: activations.key,
        value: activations.value, gate: activations.gate, epsilon: norm.epsilon),
      y: activations.output)
    kernels.linear(activations.output, block, output, into: hidden, streamRows, accumulate: true)  // [rows, C]
  }
}
