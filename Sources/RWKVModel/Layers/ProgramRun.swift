internal import RWKVKernels

/// One forest on its way through a program.
struct ProgramRun {
  let pass: ForwardPass
  let forest: TokenForest
  let space: Workspace
  let states: SequenceStates?
  private var faults: FaultLog

  init(pass: ForwardPass, forest: TokenForest, space: Workspace, states: SequenceStates?) {
    self.pass = pass
    self.forest = forest
    self.space = space
    self.states = states
    faults = FaultLog(rows: forest.count)
  }

  private var kernels: Kernels { pass.engine.kernels }
  private var team: ThreadTeam { pass.engine.team }

  /// Shares items among the threads, by the clock if there is one.
  private func forEach(
    _ items: Int, _ phase: PhaseClock.Phase, _ body: @Sendable (_ item: Int, _ worker: Int) -> Void
  ) {
    let clock = pass.engine.clock
    team.forEach(items) { item, worker in clock.measure(phase) { body(item, worker) } }
  }

  /// h ← emb[tokens], through ln0 of layer 0 if asked; e and v_first ← 0.
  mutating func embed(withNorm: Bool) {
    let norm = withNorm ? pass.model.layers[0].ln0.map(LayerWeights.Norm.init) : nil
    let (space, forest, embedding, kernels) = (space, forest, pass.model.embedding, kernels)
    space.flags.clear()
    forEach(space.blocks.ranges.count, .rows) { block, _ in
      let rows = space.blocks.ranges[block]
      for row in rows {
        let token = Int(forest.tokens[row])
        space.hidden.withMutableSpan(rows: row..<(row + 1)) { embedding.widen(rows: token..<(token + 1), into: &$0) }
      }
      space.source.zeroRows(rows)
      space.firstValue.zeroRows(rows)
      if let norm {
        kernels.layerNorm(
          space.hidden, rows: rows, weight: norm.weight, bias: norm.bias, into: space.hidden, flags: space.flags)
      }
    }
    faults.record(space.flags, application: 0)
  }

  /// Applies one layer once.
  mutating func apply(_ application: LayerApplication, index: Int, slot: Int?) {
    let weights = pass.engine.clock.measure(.widening) { pass.cache.weights(of: application.layer) }
    let (space, forest, kernels) = (space, forest, kernels)
    let shape = pass.model.shape
    let timeMix = TimeMix(weights: weights, headSize: shape.headSize, kernels: kernels)
    let channelMix = ChannelMix(weights: weights, kernels: kernels)
    let steps = ProgramSteps(pass: pass, space: space, application: application)
    let carried = slot.flatMap { slot in states.map { $0.slots[slot] } }
    let blocks = space.blocks.ranges
    // 1. Steps before the layer, input norm and first norm.
    forEach(blocks.count, .rows) { block, worker in
      steps.before(blocks[block], space.scratch[worker])
      if application.inputNorm, let ln0 = weights.ln0 {
        steps.norm(space.hidden, blocks[block], ln0, into: space.hidden)
      }
      steps.norm(space.hidden, blocks[block], weights.ln1, into: space.normed)
    }
    // 2. Projections of the time mix.
    forEach(blocks.count, .rows) { block, worker in
      timeMix.project(
        blocks[block], parents: forest.parents, beforeRoot: carried?.timeShift, residual: application.valueResidual,
        space, space.scratch[worker])
    }
    // 3. Recurrence over the forest: whole heads where there are enough for all threads, else strips of heads.
    let strips = Kernels.wkvStrips(headSize: shape.headSize)
    let share = shape.heads >= 4 * pass.engine.threads ? strips : 1
    let parts = strips / share
    let plan = carried == nil ? forest.plan : carryingPlan
    forEach(shape.heads * parts, .recurrence) { item, worker in
      let first = item % parts * share
      timeMix.recur(
        head: item / parts, strips: first..<(first + share), plan: plan, carried: carried?.wkv, space,
        space.scratch[worker])
    }
    // 4. End of the time mix and second norm.
    forEach(blocks.count, .rows) { block, _ in
      timeMix.finish(blocks[block], space)
      steps.norm(space.hidden, blocks[block], weights.ln2, into: space.channelNormed)
    }
    // 5. Channel mix, steps after the layer and a look at the numbers.
    forEach(blocks.count, .rows) { block, worker in
      channelMix.forward(
        blocks[block], parents: forest.parents, beforeRoot: carried?.channelShift, space, space.scratch[worker])
      steps.after(blocks[block], space.scratch[worker])
      space.hidden.checkFinite(rows: blocks[block], flags: space.flags)
    }
    if let carried { keepShifts(carried) }
    faults.record(space.flags, application: index)
  }

  private var carryingPlan: WKVPlan {
    guard let plan = forest.carryingPlan else {
      preconditionFailure("a program that carries states needs a forest without shared prefixes")
    }
    return plan
  }

  private func keepShifts(_ slot: SequenceStates.Slot) {
    for (chain, row) in forest.lastRows.enumerated() {
      slot.timeShift.copyRows(chain..<(chain + 1), from: space.normed, row..<(row + 1))
      slot.channelShift.copyRows(chain..<(chain + 1), from: space.channelNormed, row..<(row + 1))
    }
  }

  /// Reads rows out through the final norm.
  func readout(program: Int, rows: [Int32], after applications: Int) -> ForwardPass.Readout {
    let hidden = HiddenRows(matrix: Matrix(rows: rows.count, columns: pass.model.shape.width))
    for (index, row) in rows.enumerated() {
      hidden.matrix.copyRows(index..<(index + 1), from: space.hidden, Int(row)..<(Int(row) + 1))
    }
    let flags = RowFlagBuffer(rows: rows.count)
    let norm = pass.outputNorm
    kernels.layerNorm(
      hidden.matrix, rows: 0..<rows.count, weight: norm.weight, bias: norm.bias, into: hidden.matrix, flags: flags)
    var faults = faults
    for (index, row) in rows.enumerated() { faults.record(flags[index], row: Int(row), application: applications) }
    return ForwardPass.Readout(program: program, hidden: hidden, faults: faults)
  }

  /// What must be kept to go on from here a second time.
  struct Fork {
    let hidden, source, firstValue: Matrix
    let faults: FaultLog
  }

  func save() -> Fork {
    func copy(_ matrix: Matrix) -> Matrix {
      let copy = Matrix(rows: matrix.rows, columns: matrix.columns)
      copy.copyRows(0..<matrix.rows, from: matrix)
      return copy
    }
    precondition(states == nil, "a program that carries states does not fork")
    return Fork(
      hidden: copy(space.hidden), source: copy(space.source), firstValue: copy(space.firstValue), faults: faults)
  }

  mutating func restore(_ fork: Fork) {
    let rows = 0..<forest.count
    space.hidden.copyRows(rows, from: fork.hidden)
    space.source.copyRows(rows, from: fork.source)
    space.firstValue.copyRows(rows, from: fork.firstValue)
    faults = fork.faults
  }
}

/// Rows of hidden states after the final norm.
public struct HiddenRows {
  let matrix: Matrix
  /// Number of rows.
  public var count: Int { matrix.rows }
}
