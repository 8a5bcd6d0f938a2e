internal import RWKVKernels

/// Pushes a token forest through depth programs, application by application, all tokens at once.
///
/// Programs that begin alike share what they have in common. Weights are widened layer by layer; of the activations only
/// one application's exist at a time.
public final class ForwardPass {
  /// What is read out at the end of a program.
  public struct Readout {
    /// Index of the program.
    public let program: Int
    /// Which of the rows asked for these are: all, but for those that have stopped and those of other stretches; nil for
    /// a row that only fills a place.
    public let places: [Int?]
    /// Hidden states of the rows after the final norm, [rows, C].
    public let hidden: HiddenRows
    /// The same before the final norm; nil where there is one program only, and so no other state to compare with.
    public let unnormed: HiddenRows?
    /// Where numbers broke.
    public let faults: FaultLog
  }

  /// How a forest goes through in stretches.
  ///
  /// However a forest is cut into stretches, and whatever is left out of it, a row has the same bits. It need not have those
  /// which it has in a forest that goes through at once.
  public struct Stretching: Sendable {
    /// Rows of a stretch at most, in whole blocks.
    public let rowsAtOnce: Int
    /// Blocks of a stretch at least, whatever their rows.
    public let blocksAtOnce: Int
    /// About the rows of a block; nil for as many as are best where all go through at once.
    public let blockRows: Int?
    /// Rows whose results are needed; nil for all.
    ///
    /// Blocks that hold neither them nor rows before them are left out.
    public let needed: [Int32]?

    /// A way to go.
    public init(rowsAtOnce: Int, blocksAtOnce: Int = 1, blockRows: Int? = nil, needed: [Int32]? = nil) {
      precondition(rowsAtOnce > 0 && blockRows ?? 1 > 0, "\(rowsAtOnce) rows in blocks of \(blockRows ?? 0)")
      self.rowsAtOnce = rowsAtOnce
      self.blocksAtOnce = blocksAtOnce
      self.blockRows = blockRows
      self.needed = needed
    }
  }

  /// The model.
  public let model: RWKVModel
  let engine: Engine
  var cache: LayerWeightCache
  let outputNorm: LayerWeights.Norm
  let programs: [DepthProgram]
  private let schedule: DepthSchedule
  private let hasSource: Bool

  /// A pass for some programs.
  ///
  /// - Throws: `UserError` when a program needs a tensor that the checkpoint lacks.
  public init(_ model: RWKVModel, programs: [DepthProgram], engine: Engine) throws {
    for program in programs { try model.check(program) }
    let engine = engine.rounding(to: model.precision)
    self.model = model
    self.engine = engine
    self.programs = programs
    schedule = DepthSchedule(programs)
    hasSource = programs.contains { $0.usesSource }
    cache = LayerWeightCache(model, capacity: LayerWeightCache.capacity(for: programs), engine: engine)
    outputNorm = .init(model.outputNorm)
  }

  /// Layer applications that all programs take together.
  public var applicationCount: Int { schedule.roots.reduce(0) { $0 + $1.applicationCount } }

  /// Threads that it runs on.
  public var threads: Int { engine.threads }

  /// Values of layers that are widened when a forest goes through all programs, or a stretch of it.
  public var widenedValues: Int {
    var layers: [Int] = []
    func walk(_ node: DepthSchedule.Node) {
      layers += node.applications.map(\.layer)
      node.children.forEach(walk)
    }
    schedule.roots.forEach(walk)
    // What the pass before has left counts.
    let widened = LayerWeightCache.widened(layers + layers, capacity: LayerWeightCache.capacity(for: programs))
    return widened.filter { $0 >= layers.count }.reduce(0) {
      $0 + model.layers[layers[$1 - layers.count]].matrixParameterCount
    }
  }

  /// Layer applications done when each program is read out, those of other programs included.
  public var applicationsUntilReadout: [Int] { schedule.accumulated { _ in 1 } }

  /// Runs all programs over a forest.
  ///
  /// - Parameters:
  ///   - forest: Without shared prefixes (`sharesPrefixes: false`) where a program is not causal.
  ///   - rows: The rows to read out, at every program's end; each once where there are stretches.
  ///   - stretching: Has the forest go through all programs in stretches; nil for all of it at once. Only for causal
  ///     programs.
  ///   - probe: Looks at states on the way; with one, the last application computes all rows.
  ///   - stillRead: Asked after read-outs for the places, among `rows`, of those that are to be read again; nil for all. The
  ///     others stop there: what is computed for them alone is computed no more. In a forest that goes through in
  ///     stretches, and in programs that are not causal, all go on. Not together with a probe.
  ///   - onApplication: Called after every layer application with the rows that it was applied to.
  ///   - onReadout: Called once a program, in stretches once a program and stretch.
  ///   - onStretch: Called when all rows before a row, of those that are needed, have been read out.
  public func run(
    _ forest: TokenForest, rows: [Int32], stretching: Stretching? = nil, probe: StateProbe? = nil,
    stillRead: () -> Set<Int>? = { nil }, onApplication: (_ rows: Int) throws -> Void,
    onReadout: (Readout) throws -> Void, onStretch: (_ end: Int) throws -> Void
  ) rethrows {
    let isCausal = programs.allSatisfy(\.isCausal)
    precondition(isCausal || stretching == nil, "a program that carries states takes all rows at once")
    let space = workspace(forest, stretching)
    let cut = stretching.map { _ in CutReading(rows, of: forest) }
    for stretch in space.chunks.stretches {
      try run(
        stretch, of: forest, space, rows: rows, cut, probe?.limited(to: stretch),
        { isCausal && cut == nil ? stillRead() : nil }, onApplication, onReadout)
      try onStretch(stretch.end)
    }
  }

  /// The same where nothing but read-outs is waited for.
  public func run(
    _ forest: TokenForest, rows: [Int32], stretching: Stretching? = nil, probe: StateProbe? = nil,
    onReadout: (Readout) throws -> Void
  ) rethrows {
    try run(
      forest, rows: rows, stretching: stretching, probe: probe, onApplication: { _ in }, onReadout: onReadout,
      onStretch: { _ in })
  }

  /// The rows of a forest that go through an application, all stretches together.
  public func rowCount(_ forest: TokenForest, _ stretching: Stretching?) -> Int {
    guard stretching?.needed != nil else { return forest.count }
    return chunks(of: forest, stretching).stretches.reduce(0) { $0 + $1.count }
  }

  private func workspace(_ forest: TokenForest, _ stretching: Stretching? = nil, carriesStates: Bool = false)
    -> Workspace
  {
    Workspace(
      forest, chunks: chunks(of: forest, stretching, carriesStates: carriesStates), model: model,
      hasSource: hasSource, applications: applicationCount, workers: engine.threads)
  }

  func chunks(of forest: TokenForest, _ stretching: Stretching? = nil, carriesStates: Bool = false) -> ForestChunks {
    ForestChunks(
      forest, blocksPerChunk: engine.blocksPerThread * engine.threads,
      rowsPerStretch: stretching?.rowsAtOnce ?? .max, blocksPerStretch: stretching?.blocksAtOnce ?? 1,
      blockRows: stretching?.blockRows, needed: stretching?.needed,
      carriesStates: carriesStates || !programs.allSatisfy(\.isCausal))
  }

  private func run(
    _ stretch: ForestChunks.Stretch, of forest: TokenForest, _ space: Workspace, rows: [Int32], _ cut: CutReading?,
    _ probe: StateProbe?, _ stillRead: () -> Set<Int>?, _ onApplication: (Int) throws -> Void,
    _ onReadout: (Readout) throws -> Void
  ) rethrows {
    var ordinal = 0
    for root in schedule.roots {
      let member = root.firstProgram
      let states =
        programs[member].isCausal
        ? nil : SequenceStates(slots: programs[member].slotCount, chains: forest.plan.chains, shape: model.shape)
      var run = ProgramRun(
        pass: self, forest: forest, rows: rows, stretch: stretch, space: space, states: states, ordinal: ordinal)
      run.embed(withNorm: programs[member].embeddingNorm)
      let probe = probe.flatMap { root.leads(to: $0.program) ? $0 : nil }
      if let probe { run.show(probe, after: nil) }
      try walk(root, &run, cut, probe, stillRead, onApplication, onReadout)
      ordinal += root.applicationCount
    }
  }

  /// Runs the only program over the next tokens of chains whose states are carried from call to call, every application
  /// with states of its own: the token-by-token form of a causal program.
  func step(_ forest: TokenForest, rows: [Int32], states: SequenceStates) -> Readout? {
    guard let root = schedule.roots.first, programs.count == 1 else { return nil }
    let space = workspace(forest, carriesStates: true)
    var run = ProgramRun(
      pass: self, forest: forest, rows: rows, stretch: space.chunks.stretches[0], space: space, states: states,
      ordinal: 0)
    run.embed(withNorm: programs[0].embeddingNorm)
    for (index, application) in root.applications.enumerated() {
      run.apply(application, index: index, slot: application.stateSlot ?? index)
    }
    return run.readout(program: 0, after: root.applications.count)
  }

  private func walk(
    _ node: DepthSchedule.Node, _ run: inout ProgramRun, _ cut: CutReading?, _ probe: StateProbe?,
    _ stillRead: () -> Set<Int>?, _ onApplication: (Int) throws -> Void, _ onReadout: (Readout) throws -> Void
  ) rethrows {
    if let places = stillRead() {
      precondition(probe == nil, "rows that are looked at cannot stop")
      run.goOn(with: places)
      if run.reading.rows.isEmpty { return }
    }
    let probe = probe.flatMap { node.leads(to: $0.program) ? $0 : nil }
    let end = node.start + node.applications.count
    for (offset, application) in node.applications.enumerated() {
      let index = node.start + offset
      if node.children.isEmpty, index == end - 1, probe == nil,
        let readout = run.applyLast(application, index: index, cut)
      {
        try onApplication(run.rowCount)
        for program in node.ends { try onReadout(readout(program)) }
        return
      }
      run.apply(application, index: index, slot: application.stateSlot)
      if let edit = probe?.edit, edit.application == index { run.make(edit) }
      if let probe { run.show(probe, after: index) }
      try onApplication(run.rowCount)
    }
    for program in node.ends { try onReadout(run.readout(program: program, after: end, cut)) }
    for (index, child) in node.children.enumerated() {
      guard index < node.children.count - 1 else {
        return try walk(child, &run, cut, probe, stillRead, onApplication, onReadout)
      }
      let fork = run.save()
      try walk(child, &run, cut, probe, stillRead, onApplication, onReadout)
      run.restore(fork)
    }
  }
}

extension DepthSchedule.Node {
  /// Whether a program ends here or below.
  fileprivate func leads(to program: Int) -> Bool {
    ends.contains(program) || children.contains { $0.leads(to: program) }
  }

  /// A program that passes here.
  fileprivate var firstProgram: Int {
    guard let program = ends.first ?? children.first?.firstProgram else {
      preconditionFailure("a node without programs")
    }
    return program
  }
}
