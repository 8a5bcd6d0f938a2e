internal import RWKVKernels

/// One forest on its way through a program.
struct ProgramRun {
  let pass: ForwardPass
  private(set) var forest: TokenForest
  private(set) var space: Workspace
  let states: SequenceStates?
  /// What is read out.
  private(set) var reading: RowsRead
  /// The stretch of the forest that is under way.
  private(set) var stretch: ForestChunks.Stretch
  /// Applications so far, of all programs.
  private var ordinal = 0
  var faults: FaultLog

  /// - Parameters:
  ///   - rows: Rows to read out.
  ///   - ordinal: Of the first application.
  init(
    pass: ForwardPass, forest: TokenForest, rows: [Int32], stretch: ForestChunks.Stretch, space: Workspace,
    states: SequenceStates?, ordinal: Int
  ) {
    self.pass = pass
    self.forest = forest
    reading = RowsRead(rows)
    self.stretch = stretch
    self.space = space
    self.states = states
    self.ordinal = ordinal
    faults = FaultLog(rows: forest.count)
  }

  /// Rows that go through an application.
  var rowCount: Int { stretch.count }

  /// Goes on with some of the rows that are read out, and with the rows before them: all others leave the forest.
  ///
  /// - Parameter places: Of rows among those asked for at the start.
  mutating func goOn(with places: Set<Int>) {
    let before = reading.places.count
    reading.keep(places)
    guard reading.places.count < before, stretch.count == forest.count, !reading.rows.isEmpty else { return }
    precondition(states == nil, "a program that carries states goes on with all rows")
    let kept = forest.rows(leadingTo: reading.rows)
    guard kept.count < forest.count else { return }
    forest = forest.restricted(to: kept)
    let chunks = pass.chunks(of: forest)
    space = Workspace(space, keeping: kept, forest: forest, chunks: chunks, model: pass.model)
    stretch = chunks.stretches[0]
    reading.renumber(kept)
    faults.restrict(to: kept)
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

  /// Shares items among the threads in two stages: an item's second begins when the first is done for it and for all
  /// items before it.
  private func forEach(
    _ items: Int, _ phase: PhaseClock.Phase, _ first: @Sendable (_ item: Int, _ worker: Int) -> Void,
    then second: @Sendable (_ item: Int, _ worker: Int) -> Void
  ) {
    let clock = pass.engine.clock
    team.forEach(items) { item, worker in
      clock.measure(phase) { first(item, worker) }
    } then: { item, worker in
      clock.measure(phase) { second(item, worker) }
    }
  }

  /// h ← emb[tokens], through ln0 of layer 0 if asked; e and v_first ← 0.
  mutating func embed(withNorm: Bool) {
    let norm = withNorm ? pass.model.layers[0].ln0.map(LayerWeights.Norm.init) : nil
    let (stream, forest, embedding, kernels) = (space.stream, forest, pass.model.embedding, kernels)
    let blocks = zip(
      stretch.chunks.flatMap { chunk in chunk.blocks.map(chunk.streamRows) }, stretch.blocks.map(\.lowerBound)
    ).map { (rows: $0, offset: $1 - $0.lowerBound) }
    stream.flags.clear()
    forEach(blocks.count, .rows) { block, _ in
      let (rows, offset) = blocks[block]
      for row in rows {
        let token = Int(forest.tokens[offset + row])
        stream.hidden.withMutableSpan(rows: row..<(row + 1)) { embedding.widen(rows: token..<(token + 1), into: &$0) }
      }
      if stream.source.rows > 0 { stream.source.zeroRows(rows) }
      stream.firstValue.zeroRows(rows)
      if let norm {
        kernels.layerNorm(
          stream.hidden, rows: rows, weight: norm.weight, bias: norm.bias, epsilon: norm.epsilon, into: stream.hidden,
          flags: stream.flags)
      }
    }
    faults.record(stream.flags, of: stretch.chunks, application: 0)
  }

  /// Applies one layer once.
  mutating func apply(_ application: LayerApplication, index: Int, slot: Int?) {
    let layer = prepare(application, slot: slot)
    for chunk in stretch.chunks {
      recur(layer, chunk)
      finish(
        layer, chunk, space.activations, space.stream, before: layer.before.channelBefore,
        tokens: forest.tokens[chunk.rows])
      keep(chunk.kept, of: space.activations.channelNormed, in: layer.before.channelBefore)
      if let carried = layer.carried { keep(chunk.ends, of: space.activations.channelNormed, in: carried.channelShift) }
    }
    faults.record(space.stream.flags, of: stretch.chunks, application: index)
  }

  /// Applies the last layer of a program, after which only some rows are read.
  ///
  /// - Returns: Their residual stream.
  private mutating func applyLast(
    _ application: LayerApplication, index: Int, to selection: RowSelection
  ) -> ResidualStream {
    let layer = prepare(application, slot: nil)
    let columns = pass.model.shape.width
    let stream = ResidualStream(rows: selection.rows.count, columns: columns, hasSource: space.stream.source.rows > 0)
    let activations = Activations(rows: selection.rows.count, columns: columns)
    var next = 0
    for chunk in stretch.chunks {
      recur(layer, chunk)
      while next < selection.rows.count, selection.rows[next] < chunk.rows.upperBound {
        let row = selection.rows[next]
        stream.copyRow(next, from: space.stream, row)
        activations.copyRow(next, from: space.activations, row - chunk.rows.lowerBound)
        next += 1
      }
    }
    let chunk = selection.chunk(largestBlock: space.chunks.largestBlock)
    finish(
      layer, chunk, activations, stream, before: Matrix(rows: 1, columns: columns),
      tokens: selection.rows.map { forest.tokens[$0] }[...])
    faults.record(space.stream.flags, of: stretch.chunks, application: index)
    for (place, row) in selection.rows.enumerated() {
      faults.record(stream.flags[place], row: row, application: index)
    }
    return stream
  }

  /// Applies the last layer of a program, if only some rows of what it gives are needed.
  ///
  /// - Returns: What reads a program out; nil where nothing was done.
  mutating func applyLast(
    _ application: LayerApplication, index: Int, _ cut: CutReading?
  ) -> ((_ program: Int) -> ForwardPass.Readout)? {
    if let cut {
      guard let selected = cut.selected else { return nil }
      let stream = applyLast(application, index: index, of: cut, selected: selected)
      return { [self] in readout(program: $0, after: index + 1, of: cut, stream) }
    }
    guard let selection else { return nil }
    let stream = applyLast(application, index: index, to: selection)
    return { [self] in readout(program: $0, after: index + 1, stream, of: selection) }
  }

  /// The rows that the last application of a program must compute; nil where that is most of them, and where something is
  /// carried on to the next stretch or application.
  private var selection: RowSelection? {
    guard states == nil, stretch.count == forest.count, reading.rows.count < forest.count / 4 else { return nil }
    return RowSelection(forest, readouts: reading.rows)
  }

  /// A layer about to be applied.
  struct AppliedLayer {
    let application: LayerApplication
    let weights: LayerWeights
    let steps: ProgramSteps
    let before: ChunkStates
    let carried: SequenceStates.Slot?
  }

  mutating func prepare(_ application: LayerApplication, slot: Int?) -> AppliedLayer {
    let (weights, steps) = pass.engine.clock.measure(.widening) {
      (pass.cache.weights(of: application.layer), pass.cache.steps(of: application))
    }
    let carried = slot.flatMap { slot in states.map { $0.slots[slot] } }
    let (before, roots) = (space.chunkStates(of: ordinal), 0..<space.chunks.rootSlots)
    ordinal += 1
    if let carried {
      before.timeBefore.copyRows(roots, from: carried.timeShift)
      before.channelBefore.copyRows(roots, from: carried.channelShift)
    } else {
      before.timeBefore.zeroRows(roots)
      before.channelBefore.zeroRows(roots)
    }
    return AppliedLayer(
      application: application, weights: weights, steps: steps, before: before, carried: carried)
  }

  /// From the residual stream to the output of the recurrence, for one chunk.
  func recur(_ layer: AppliedLayer, _ chunk: ForestChunk) {
    let (space, kernels, state) = (space, kernels, pass.model.shape.state)
    let (stream, activations, weights) = (space.stream, space.activations, layer.weights)
    // 1. Steps before the layer, input norm and first norm.
    forEach(chunk.blocks.count, .rows) { block, worker in
      let block = chunk.blocks[block]
      let rows = chunk.streamRows(block)
      layer.steps.before(rows, of: stream, space.scratch[worker])
      if layer.application.inputNorm, let ln0 = weights.ln0 {
        kernels.layerNorm(
          stream.hidden, rows: rows, weight: ln0.weight, bias: ln0.bias, epsilon: ln0.epsilon, into: stream.hidden,
          flags: stream.flags)
      }
      kernels.layerNorm(
        stream.hidden, rows: rows, weight: weights.ln1.weight, bias: weights.ln1.bias, epsilon: weights.ln1.epsilon,
        into: activations.normed, block, flags: stream.flags)
    } then: { block, worker in
      // 2. Projections of the time mix.
      layer.weights.timeMix.project(
        chunk.blocks[block], of: chunk, before: layer.before.timeBefore, residual: layer.application.valueResidual,
        activations,
        firstValue: stream.firstValue, space.scratch[worker])
    }
    keep(chunk.kept, of: activations.normed, in: layer.before.timeBefore)
    if let carried = layer.carried { keep(chunk.ends, of: activations.normed, in: carried.timeShift) }
    // 3. Recurrence: whole heads where there are enough for all threads, else strips of heads.
    let share = state.heads >= 4 * pass.engine.threads ? state.strips : 1
    let parts = state.strips / share
    let start = layer.carried == nil ? weights.firstState : nil
    let plan = layer.carried != nil ? carryingPlan : start == nil ? forest.plan : space.givenStatePlan ?? forest.plan
    forEach(state.heads * parts, .recurrence) { item, _ in
      let first = item % parts * share
      layer.weights.timeMix.recur(
        head: item / parts, strips: first..<(first + share), plan: plan, chunk: chunk, activations,
        states: layer.before.wkv, carried: layer.carried?.wkv ?? start)
    }
  }

  /// From the output of the recurrence to the residual stream, for one chunk.
  func finish(
    _ layer: AppliedLayer, _ chunk: ForestChunk, _ activations: Activations, _ stream: ResidualStream, before: Matrix,
    tokens: ArraySlice<Int32>
  ) {
    let (space, kernels) = (space, kernels)
    // 4. End of the time mix and second norm.
    forEach(chunk.blocks.count, .rows) { block, _ in
      let block = chunk.blocks[block]
      let rows = chunk.streamRows(block)
      layer.weights.timeMix.finish(block, activations, into: stream.hidden, rows)
      kernels.layerNorm(
        stream.hidden, rows: rows, weight: layer.weights.ln2.weight, bias: layer.weights.ln2.bias,
        epsilon: layer.weights.ln2.epsilon, into: activations.channelNormed, block, flags: stream.flags)
    } then: { block, worker in
      // 5. Channel mix, steps after the layer and a look at the numbers.
      let block = chunk.blocks[block]
      let rows = chunk.streamRows(block)
      layer.weights.channelMix.forward(
        block, of: chunk, before: before, normed: activations.channelNormed,
        tokens: tokens.dropFirst(block.lowerBound).prefix(block.count), into: stream.hidden, space.scratch[worker])
      layer.steps.after(rows, of: stream, value: activations.value, block, space.scratch[worker])
      kernels.checkFinite(stream.hidden, rows: rows, flags: stream.flags)
    }
  }

  func keep(_ kept: [ForestChunk.Kept], of normed: Matrix, in table: Matrix) {
    for one in kept { table.copyRows(one.slot..<(one.slot + 1), from: normed, one.row..<(one.row + 1)) }
  }

  private var carryingPlan: WKVPlan {
    guard let plan = forest.carryingPlan else {
      preconditionFailure("a program that carries states needs a forest without shared prefixes")
    }
    return plan
  }

  /// Changes the residual stream.
  func make(_ edit: StateEdit) {
    for row in 0..<forest.count {
      guard let place = stretch.place(of: row) else { continue }
      let changed = Matrix(vector: edit.edit(row, space.stream.hidden.row(place)))
      space.stream.hidden.copyRows(place..<(place + 1), from: changed, 0..<1)
    }
  }

  /// Shows a probe the residual stream.
  func show(_ probe: StateProbe, after application: Int?) {
    guard !probe.rows.isEmpty else { return }
    let columns = pass.model.shape.width
    let hidden = Matrix(unfilledRows: probe.rows.count, columns: columns)
    for (index, row) in probe.rows.enumerated() {
      guard let place = stretch.place(of: Int(row)) else { preconditionFailure("row \(row) is in another stretch") }
      hidden.copyRows(index..<(index + 1), from: space.stream.hidden, place..<(place + 1))
    }
    let normed = Matrix(unfilledRows: hidden.rows, columns: columns)
    // What overflows here is found by the norms that count.
    let flags = RowFlagBuffer(rows: hidden.rows)
    let norm = pass.outputNorm
    kernels.layerNorm(
      hidden, rows: 0..<hidden.rows, weight: norm.weight, bias: norm.bias, epsilon: norm.epsilon, into: normed,
      flags: flags)
    let rows = 0..<hidden.rows
    probe.onState(
      StateProbe.State(application: application, hidden: rows.map(hidden.row), normed: rows.map(normed.row)))
  }

  /// Reads rows out through the final norm.
  func readout(program: Int, after applications: Int, _ cut: CutReading? = nil) -> ForwardPass.Readout {
    if let cut { return readout(program: program, after: applications, of: cut) }
    return readout(
      program: program, after: applications, space.stream, rows: reading.rows.map(Int.init), places: reading.places
    ) { $0 }
  }

  /// Reads rows out of the residual stream of a selection of rows through the final norm.
  func readout(
    program: Int, after applications: Int, _ stream: ResidualStream, of selection: RowSelection
  ) -> ForwardPass.Readout {
    readout(
      program: program, after: applications, stream, rows: reading.rows.map(Int.init), places: reading.places
    ) { selection.place(of: Int32($0)) }
  }

  /// - Parameters:
  ///   - rows: Of the forest; nil for a row that only fills a place.
  ///   - places: Of each among the rows asked for.
  ///   - streamRow: The row of the residual stream that a row of the forest is.
  func readout(
    program: Int, after applications: Int, _ stream: ResidualStream, rows: [Int?], places: [Int?],
    streamRow: (Int) -> Int
  ) -> ForwardPass.Readout {
    let hidden = HiddenRows(matrix: Matrix(rows: rows.count, columns: pass.model.shape.width))
    for (index, row) in rows.enumerated() {
      guard let place = row.map(streamRow) else { continue }
      hidden.matrix.copyRows(index..<(index + 1), from: stream.hidden, place..<(place + 1))
    }
    let unnormed = pass.programs.count > 1 ? HiddenRows(copying: hidden) : nil
    let flags = RowFlagBuffer(rows: rows.count)
    let norm = pass.outputNorm
    kernels.layerNorm(
      hidden.matrix, rows: 0..<rows.count, weight: norm.weight, bias: norm.bias, epsilon: norm.epsilon,
      into: hidden.matrix, flags: flags)
    var faults = faults
    for (index, row) in rows.enumerated() {
      if let row { faults.record(flags[index], row: row, application: applications) }
    }
    return ForwardPass.Readout(program: program, places: places, hidden: hidden, unnormed: unnormed, faults: faults)
  }

  /// What must be kept to go on from here a second time.
  struct Fork {
    let hidden, source, firstValue: Matrix
    let faults: FaultLog
    let forest: TokenForest
    let space: Workspace
    let reading: RowsRead
    let stretch: ForestChunks.Stretch
  }

  func save() -> Fork {
    func copy(_ matrix: Matrix) -> Matrix {
      let copy = Matrix(rows: matrix.rows, columns: matrix.columns)
      copy.copyRows(0..<matrix.rows, from: matrix)
      return copy
    }
    precondition(states == nil, "a program that carries states does not fork")
    let stream = space.stream
    return Fork(
      hidden: copy(stream.hidden), source: copy(stream.source), firstValue: copy(stream.firstValue), faults: faults,
      forest: forest, space: space, reading: reading, stretch: stretch)
  }

  mutating func restore(_ fork: Fork) {
    let (stream, rows) = (space.stream, 0..<fork.hidden.rows)
    stream.hidden.copyRows(rows, from: fork.hidden)
    stream.source.copyRows(0..<fork.source.rows, from: fork.source)
    stream.firstValue.copyRows(rows, from: fork.firstValue)
    faults = fork.faults
    forest = fork.forest
    space = fork.space
    reading = fork.reading
    stretch = fork.stretch
  }
}

extension ProgramRun {
  /// The residual stream of some rows of a stretch.
  struct SelectedStream {
    let stream: ResidualStream
    /// Place of each row of the forest.
    fileprivate(set) var places: [Int: Int] = [:]
  }

  /// Applies the last layer of a program to a stretch, after which only some rows are read.
  ///
  /// - Parameter selected: Of `CutReading`.
  /// - Returns: The residual stream of those in the stretch.
  mutating func applyLast(
    _ application: LayerApplication, index: Int, of cut: CutReading, selected: [Int]
  ) -> SelectedStream {
    let layer = prepare(application, slot: nil)
    let columns = pass.model.shape.width
    var result = SelectedStream(
      stream: ResidualStream(
        rows: TiledRows(selected, in: stretch.blocks).rows.count, columns: columns,
        hasSource: space.stream.source.rows > 0))
    var start = 0
    for chunk in stretch.chunks {
      recur(layer, chunk)
      let (part, rows) = cut.selection(
        of: chunk, selected: selected, streamStart: start, largestBlock: space.chunks.largestBlock)
      let activations = Activations(rows: rows.rows.count, columns: columns)
      for (place, row) in rows.rows.enumerated() {
        guard let row else { continue }
        let own = row - chunk.rows.lowerBound
        result.places[row] = start + place
        result.stream.copyRow(start + place, from: space.stream, chunk.streamStart + own)
        activations.copyRow(place, from: space.activations, own)
      }
      finish(
        layer, part, activations, result.stream, before: layer.before.channelBefore,
        tokens: rows.rows.map { row in row.map { forest.tokens[$0] } ?? 0 }[...])
      keep(part.kept, of: activations.channelNormed, in: layer.before.channelBefore)
      start += rows.rows.count
    }
    faults.record(space.stream.flags, of: stretch.chunks, application: index)
    for (row, place) in result.places { faults.record(result.stream.flags[place], row: row, application: index) }
    return result
  }

  /// Reads the rows of a stretch out through the final norm, placed in whole tiles.
  ///
  /// - Parameter selection: The residual stream where only some rows are left of it.
  func readout(
    program: Int, after applications: Int, of cut: CutReading, _ selection: SelectedStream? = nil
  ) -> ForwardPass.Readout {
    let rows = TiledRows(cut.rows, in: stretch.blocks).rows
    return readout(
      program: program, after: applications, selection?.stream ?? space.stream, rows: rows,
      places: rows.map { $0.flatMap(cut.place) }
    ) { [stretch] row in
      guard let place = selection.map({ $0.places[row] }) ?? stretch.place(of: row) else {
        preconditionFailure("row \(row) is read out and is in another stretch")
      }
      return place
    }
  }
}
