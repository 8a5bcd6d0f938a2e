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
    /// Which of the rows asked for these are, ascending: all, but for those that have stopped.
    public let places: [Int]
    /// Hidden states of the rows after the final norm, [rows, C].
    public let hidden: HiddenRows
    /// The same before the final norm; nil where there is one program only, and so no other state to compare with.
    public let unnormed: HiddenRows?
    /// Where numbers broke.
    public let faults: FaultLog
  }

  let model: RWKVModel
  let engine: Engine
  var cache: LayerWeightCache
  let outputNorm: LayerWeights.Norm
  let programs: [DepthProgram]
  private let schedule: DepthSchedule
  private let hasSource: Bool

  /// A pass for some programs.
  ///
  /// - Throws: `ModelError` when a program needs a tensor that the checkpoint lacks.
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

  /// Layer applications done when each program is read out, those of other programs included.
  public var applicationsUntilReadout: [Int] { schedule.accumulated { _ in 1 } }

  /// Runs all programs over a forest.
  ///
  /// - Parameters:
  ///   - forest: Without shared prefixes (`sharesPrefixes: false`) where a program is not causal.
  ///   - rows: The rows to read out, at every program's end.
  ///   - rowsAtOnce: A forest of more rows goes through all programs in stretches of about so many, which takes memory
  ///     for a state an application instead of memory for all rows; the results are the same up to rounding. Programs that
  ///     are not causal take all rows at once.
  ///   - probe: Looks at states on the way; with one, the last application computes all rows.
  ///   - stillRead: Asked after read-outs for the places, among `rows`, of those that are to be read again; nil for all. The
  ///     others stop there: what is computed for them alone is computed no more. In a forest that goes through in several
  ///     stretches, and in programs that are not causal, all go on. Not together with a probe.
  ///   - onApplication: Called after every layer application with the rows that it was applied to; what it throws ends
  ///     the pass.
  ///   - onReadout: Called once a program.
  public func run(
    _ forest: TokenForest, rows: [Int32], rowsAtOnce: Int = .max, probe: StateProbe? = nil,
    stillRead: () -> Set<Int>? = { nil }, onApplication: (_ rows: Int) throws -> Void,
    onReadout: (Readout) throws -> Void
  ) rethrows {
    let isCausal = programs.allSatisfy(\.isCausal)
    let space = workspace(forest, rowsAtOnce: isCausal ? rowsAtOnce : .max)
    let stretches = space.chunks.stretches
    guard stretches.count > 1 else {
      return try run(
        stretches[0], of: forest, space, rows: rows, probe, { isCausal ? stillRead() : nil }, onApplication, onReadout)
    }
    let whole = programs.indices.map { _ in
      PartialReadout(rows: rows.count, of: forest, columns: model.shape.width, withUnnormed: programs.count > 1)
    }
    for stretch in stretches {
      let places = rows.indices.filter { stretch.rows.contains(Int(rows[$0])) }
      try run(
        stretch, of: forest, space, rows: places.map { rows[$0] }, probe?.limited(to: stretch.rows), { nil },
        onApplication
      ) {
        whole[$0.program].add($0, places: places)
      }
    }
    for (program, readout) in whole.enumerated() { try onReadout(readout.readout(program: program)) }
  }

  /// The same without a look at every application.
  public func run(
    _ forest: TokenForest, rows: [Int32], rowsAtOnce: Int = .max, probe: StateProbe? = nil,
    onReadout: (Readout) throws -> Void
  ) rethrows {
    try run(
      forest, rows: rows, rowsAtOnce: rowsAtOnce, probe: probe, onApplication: { _ in }, onReadout: onReadout)
  }

  private func workspace(_ forest: TokenForest, rowsAtOnce: Int = .max) -> Workspace {
    Workspace(
      forest, chunks: chunks(of: forest, rowsAtOnce: rowsAtOnce), model: model, hasSource: hasSource,
      applications: applicationCount, workers: engine.threads)
  }

  func chunks(of forest: TokenForest, rowsAtOnce: Int = .max) -> ForestChunks {
    ForestChunks(
      forest, blocksPerChunk: Workspace.blocksPerChunk(workers: engine.threads), rowsPerStretch: rowsAtOnce)
  }

  private func run(
    _ stretch: ForestChunks.Stretch, of forest: TokenForest, _ space: Workspace, rows: [Int32], _ probe: StateProbe?,
    _ stillRead: () -> Set<Int>?, _ onApplication: (Int) throws -> Void, _ onReadout: (Readout) throws -> Void
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
      try walk(root, &run, probe, stillRead, onApplication, onReadout)
      ordinal += root.applicationCount
    }
  }

  /// Runs the only program over the next tokens of chains whose states are carried from call to call, every application
  /// with states of its own: the token-by-token form of a causal program.
  func step(_ forest: TokenForest, rows: [Int32], states: SequenceStates) -> Readout? {
    guard let root = schedule.roots.first, programs.count == 1 else { return nil }
    let space = workspace(forest)
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
    _ node: DepthSchedule.Node, _ run: inout ProgramRun, _ probe: StateProbe?, _ stillRead: () -> Set<Int>?,
    _ onApplication: (Int) throws -> Void, _ onReadout: (Readout) throws -> Void
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
      if node.children.isEmpty, index == end - 1, probe == nil, let selection = run.selection {
        let stream = run.applyLast(application, index: index, to: selection)
        try onApplication(run.rowCount)
        for program in node.ends {
          try onReadout(run.readout(program: program, after: end, stream, of: selection))
        }
        return
      }
      run.apply(application, index: index, slot: application.stateSlot)
      if let edit = probe?.edit, edit.application == index { run.make(edit) }
      if let probe { run.show(probe, after: index) }
      try onApplication(run.rowCount)
    }
    for program in node.ends { try onReadout(run.readout(program: program, after: end)) }
    for (index, child) in node.children.enumerated() {
      guard index < node.children.count - 1 else {
        return try walk(child, &run, probe, stillRead, onApplication, onReadout)
      }
      let fork = run.save()
      try walk(child, &run, probe, stillRead, onApplication, onReadout)
      run.restore(fork)
    }
  }
}

/// What is read out of a program stretch by stretch.
private final class PartialReadout {
  private let hidden: HiddenRows
  private let unnormed: HiddenRows?
  private var faults: FaultLog

  init(rows: Int, of forest: TokenForest, columns: Int, withUnnormed: Bool) {
    hidden = HiddenRows(matrix: Matrix(rows: rows, columns: columns))
    unnormed = withUnnormed ? HiddenRows(matrix: Matrix(rows: rows, columns: columns)) : nil
    faults = FaultLog(rows: forest.count)
  }

  /// - Parameter places: Among all rows read out.
  func add(_ part: ForwardPass.Readout, places: [Int]) {
    for (row, place) in places.enumerated() {
      let (own, theirs) = (place..<(place + 1), row..<(row + 1))
      hidden.matrix.copyRows(own, from: part.hidden.matrix, theirs)
      if let unnormed, let part = part.unnormed { unnormed.matrix.copyRows(own, from: part.matrix, theirs) }
    }
    faults.merge(part.faults)
  }

  func readout(program: Int) -> ForwardPass.Readout {
    ForwardPass.Readout(
      program: program, places: Array(0..<hidden.count), hidden: hidden, unnormed: unnormed, faults: faults)
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
