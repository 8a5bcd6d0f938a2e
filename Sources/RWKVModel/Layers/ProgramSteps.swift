internal import RWKVKernels

/// The steps around a layer, on one block of rows of the residual stream at a time.
struct ProgramSteps: Sendable {
  private let kernels: Kernels
  private let application: LayerApplication
  private let groupNorm: LayerWeights.Norm?
  private let concat: Concat?

  /// The weights of a concatenation.
  struct Concat: Sendable {
    /// 2C → C.
    let weight: LinearWeights
    /// [C].
    let bias: Matrix?
    /// Ones and zeros, [C] each, for the norm without weights.
    let ones, zeros: Matrix

    init(weight: CheckpointTensor, bias: CheckpointTensor?) {
      let columns = weight.shape[0]
      self.weight = LinearWeights(weight.matrix(), .outputByInput)
      self.bias = bias?.vector()
      ones = Matrix(vector: Array(repeating: 1, count: columns))
      zeros = Matrix(rows: 1, columns: columns)
    }
  }

  init(_ application: LayerApplication, groupNorm: LayerWeights.Norm?, concat: Concat?, kernels: Kernels) {
    self.kernels = kernels
    self.application = application
    self.groupNorm = groupNorm
    self.concat = concat
  }

  func before(_ rows: Range<Int>, of stream: ResidualStream, _ scratch: WorkerScratch) {
    for step in application.before {
      perform(step, on: stream.hidden, source: stream.source, rows, rows, flags: stream.flags, scratch)
    }
  }

  /// - Parameter value: The application's own value vectors, of which `valueRows` belong to the rows.
  func after(
    _ rows: Range<Int>, of stream: ResidualStream, value: Matrix, _ valueRows: Range<Int>, _ scratch: WorkerScratch
  ) {
    for step in application.after {
      if application.combinesFirstValue { combineFirstValue(step, rows, of: stream, value, valueRows, scratch) }
      perform(step, on: stream.hidden, source: stream.source, rows, rows, flags: stream.flags, scratch)
    }
  }

  private func perform(
    _ step: LayerApplication.Step, on hidden: Matrix, source: Matrix, _ sourceRows: Range<Int>, _ rows: Range<Int>,
    flags: RowFlagBuffer, _ scratch: WorkerScratch
  ) {
    switch step {
    case .rememberSource: source.copyRows(sourceRows, from: hidden, rows)
    case .zeroHidden: hidden.zeroRows(rows)
    case .add: kernels.add(source, sourceRows, to: hidden, rows)
    case .groupNorm:
      guard let norm = groupNorm else { return }
      kernels.layerNorm(
        hidden, rows: rows, weight: norm.weight, bias: norm.bias, epsilon: norm.epsilon, into: hidden, flags: flags)
    case .concat(_, let normed):
      guard let concat else { return }
      let block = 0..<rows.count
      for (column, half, halfRows) in [(0, source, sourceRows), (hidden.columns, hidden, rows)] {
        scratch.half.copyRows(block, from: half, halfRows)
        if normed { normHalf(scratch.half, rows, concat, flags: flags) }
        scratch.pair.copyRows(block, from: scratch.half, block, toColumn: column)
      }
      kernels.linear(scratch.pair, block, concat.weight, into: hidden, rows)
      if let bias = concat.bias {
        hidden.addVector(bias, toRows: rows)
        kernels.round(hidden, rows: rows)
      }
    }
  }

  /// Norms half a concatenation, whose rows in the scratch begin at 0 while flags are those of the stream's rows.
  private func normHalf(_ half: Matrix, _ rows: Range<Int>, _ concat: Concat, flags: RowFlagBuffer) {
    let block = 0..<rows.count
    let own = RowFlagBuffer(rows: rows.count)
    kernels.layerNorm(half, rows: block, weight: concat.ones, bias: concat.zeros, into: half, flags: own)
    for row in block where !own[row].isEmpty { flags[rows.lowerBound + row].formUnion(own[row]) }
  }

  /// v_first ← v_first combined with the v_first that this application leaves (its own value vectors where it does not
  /// mix), in the way in which h is combined.
  private func combineFirstValue(
    _ step: LayerApplication.Step, _ rows: Range<Int>, of stream: ResidualStream, _ value: Matrix,
    _ valueRows: Range<Int>, _ scratch: WorkerScratch
  ) {
    switch step {
    case .add, .concat:
      let (kept, block) = (scratch.mixes[0], 0..<rows.count)
      kept.copyRows(block, from: stream.firstValue, rows)
      if application.valueResidual != .mix { stream.firstValue.copyRows(rows, from: value, valueRows) }
      perform(step, on: stream.firstValue, source: kept, block, rows, flags: stream.flags, scratch)
    case .rememberSource, .zeroHidden, .groupNorm: break
    }
  }
}

extension LayerApplication {
  /// The group whose norm a step of this application applies.
  var groupNormIndex: Int? {
    for step in before + after { if case .groupNorm(let group) = step { return group } }
    return nil
  }

  /// The weights with which a step of this application concatenates.
  var concatWeights: ConcatWeights? {
    for step in before + after { if case .concat(let weights, _) = step { return weights } }
    return nil
  }
}
