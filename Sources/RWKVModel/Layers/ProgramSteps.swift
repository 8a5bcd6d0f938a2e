internal import RWKVKernels

/// The steps around a layer, on one block of rows at a time.
struct ProgramSteps: Sendable {
  private let kernels: Kernels
  private let space: Workspace
  private let application: LayerApplication
  private let groupNorm: LayerWeights.Norm?
  private let concat: Concat?

  private struct Concat: Sendable {
    /// 2C → C.
    let weight: LinearWeights
    /// [C].
    let bias: Matrix?
    /// Ones and zeros, [C] each, for the norm without weights.
    let ones, zeros: Matrix
  }

  init(pass: ForwardPass, space: Workspace, application: LayerApplication) {
    kernels = pass.engine.kernels
    self.space = space
    self.application = application
    groupNorm = application.groupNormIndex.flatMap { pass.model.groupNorms[$0] }.map(LayerWeights.Norm.init)
    concat = application.concatWeights.flatMap { Self.concat($0, pass.model) }
  }

  private static func concat(_ weights: LayerApplication.ConcatWeights, _ model: RWKVModel) -> Concat? {
    let columns = model.shape.width
    let ones = Matrix(vector: Array(repeating: 1, count: columns))
    let zeros = Matrix(rows: 1, columns: columns)
    let tensors: (weight: CheckpointTensor, bias: CheckpointTensor?)? =
      switch weights {
      case .group(let group): model.groupInjections[group].map { ($0, nil) }
      case .shared: model.sharedAdapter.map { ($0.weight, $0.bias) }
      }
    return tensors.map {
      Concat(
        weight: LinearWeights($0.weight.matrix(), .outputByInput), bias: $0.bias?.vector(), ones: ones, zeros: zeros)
    }
  }

  func before(_ rows: Range<Int>, _ scratch: WorkerScratch) {
    for step in application.before { perform(step, on: space.hidden, source: space.source, rows, scratch) }
  }

  func after(_ rows: Range<Int>, _ scratch: WorkerScratch) {
    for step in application.after {
      if application.combinesFirstValue { combineFirstValue(step, rows, scratch) }
      perform(step, on: space.hidden, source: space.source, rows, scratch)
    }
  }

  func norm(_ x: Matrix, _ rows: Range<Int>, _ norm: LayerWeights.Norm, into out: Matrix) {
    kernels.layerNorm(x, rows: rows, weight: norm.weight, bias: norm.bias, into: out, flags: space.flags)
  }

  private func perform(
    _ step: LayerApplication.Step, on hidden: Matrix, source: Matrix, _ rows: Range<Int>, _ scratch: WorkerScratch
  ) {
    switch step {
    case .rememberSource: source.copyRows(rows, from: hidden)
    case .zeroHidden: hidden.zeroRows(rows)
    case .add: hidden.addRows(rows, source)
    case .groupNorm: if let groupNorm { norm(hidden, rows, groupNorm, into: hidden) }
    case .concat(_, let normed):
      guard let concat else { return }
      let block = 0..<rows.count
      for (column, half) in [(0, source), (hidden.columns, hidden)] {
        scratch.half.copyRows(block, from: half, rows)
        if normed { normHalf(scratch.half, rows, concat) }
        scratch.pair.copyRows(block, from: scratch.half, block, toColumn: column)
      }
      kernels.linear(scratch.pair, block, concat.weight, into: hidden, rows)
      if let bias = concat.bias { hidden.addVector(bias, toRows: rows) }
    }
  }

  /// Norms half a concatenation, whose rows in the scratch begin at 0 while flags are those of the forest's rows.
  private func normHalf(_ half: Matrix, _ rows: Range<Int>, _ concat: Concat) {
    let block = 0..<rows.count
    let flags = RowFlagBuffer(rows: rows.count)
    kernels.layerNorm(half, rows: block, weight: concat.ones, bias: concat.zeros, into: half, flags: flags)
    for row in block where !flags[row].isEmpty { space.flags[rows.lowerBound + row].formUnion(flags[row]) }
  }

  /// v_first ← v_first combined with the v_first that this application leaves (its own value vectors where it does not
  /// mix), in the way in which h is combined.
  private func combineFirstValue(_ step: LayerApplication.Step, _ rows: Range<Int>, _ scratch: WorkerScratch) {
    switch step {
    case .add, .concat:
      let kept = scratch.mixes[0]
      let block = 0..<rows.count
      kept.copyRows(block, from: space.firstValue, rows)
      // The output buffer is free here: it holds the old v_first as the source, and v_first itself is combined in place.
      space.output.copyRows(rows, from: kept, block)
      if application.valueResidual != .mix { space.firstValue.copyRows(rows, from: space.value) }
      perform(step, on: space.firstValue, source: space.output, rows, scratch)
    case .rememberSource, .zeroHidden, .groupNorm: break
    }
  }
}

extension LayerApplication {
  fileprivate var groupNormIndex: Int? {
    for step in before + after { if case .groupNorm(let group) = step { return group } }
    return nil
  }

  fileprivate var concatWeights: ConcatWeights? {
    for step in before + after { if case .concat(let weights, _) = step { return weights } }
    return nil
  }
}
