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
    /// Hidden states of the rows asked for after the final norm, [rows, C]; valid until the next read-out.
    public let hidden: HiddenRows
    /// Where numbers broke.
    public let faults: FaultLog
  }

  let model: RWKVModel
  let engine: Engine
  var cache: LayerWeightCache
  let outputNorm: LayerWeights.Norm
  private let programs: [DepthProgram]
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

  /// Runs all programs over a forest.
  ///
  /// - Parameters:
  ///   - forest: Without shared prefixes (`sharesPrefixes: false`) where a program is not causal.
  ///   - rows: The rows to read out, at every program's end.
  ///   - rowsAtOnce: A forest of more rows goes through all programs in stretches of about so many, which takes memory
  ///     for a state an application instead of memory for all rows; the results are the same up to rounding. Programs that
  ///     are not causal take all rows at once.
  ///   - probe: Looks at states on the way; with one, the last application computes all rows.
  ///   - onApplication: Called after every layer application with the rows that it was applied to.
  ///   - onReadout: Called once a program.
  public func run(
    _ forest: TokenForest, rows: [Int32], rowsAtOnce: Int = .max, probe: StateProbe? = nil,
    onApplication: (_ rows: Int) -> Void = { _ in }, onReadout: (Readout) throws -> Void
  ) rethrows {
    let isCausal = programs.allSatisfy(\.isCausal)
    let space = workspace(forest, rowsAtOnce: isCausal ? rowsAtOnce : .max)
    let stretches = space.chunks.stretches
    guard stretches.count > 1 else {
      return try run(stretches[0], of: forest, space, rows: rows, probe, onApplication, onReadout)
    }
    let whole = programs.indices.map { _ in PartialReadout(rows: rows.count, of: forest, columns: model.shape.width) }
    for stretch in stretches {
      let places = rows.indices.filter { stretch.rows.contains(Int(rows[$0])) }
      run(
        stretch, of: forest, space, rows: places.map { rows[$0] }, probe?.limited(to: stretch.rows), onApplication
      ) {
        whole[$0.program].add($0, places: places)
      }
    }
    for (program, readout) in whole.enumerated() { try onReadout(readout.readout(program: program)) }
  }

  private func workspace(_ forest: TokenForest, rowsAtOnce: Int = .max) -> Workspace {
    let blocksPerChunk = Workspace.blocksPerChunk(workers: engine.threads)
    return Workspace(
      forest, chunks: ForestChunks(forest, blocksPerChunk: blocksPerChunk, rowsPerStretch: rowsAtOnce), model: model,
      hasSource: hasSource, applications: applicationCount, workers: engine.threads)
  }

  private func run(
    _ stretch: ForestChunks.Stretch, of forest: TokenForest, _ space: Workspace, rows: [Int32], _ probe: StateProbe?,
    _ onApplication: (Int) -> Void, _ onReadout: (Readout) throws -> Void
  ) rethrows {
    var ordinal = 0
    for root in schedule.roots {
      let member = root.firstProgram
      let states =
        programs[member].isCausal
        ? nil : SequenceStates(slots: programs[member].slotCount, chains: forest.plan.chains, shape: model.shape)
      var run = ProgramRun(
        pass: self, forest: forest, stretch: stretch, space: space, states: states, ordinal: ordinal)
      run.embed(withNorm: programs[member].embeddingNorm)
      let probe = probe.flatMap { root.leads(to: $0.program) ? $0 : nil }
      if let probe { run.show(probe, after: nil) }
      try walk(root, &run, rows: rows, probe, { onApplication(stretch.rows.count) }, onReadout)
      ordinal += root.applicationCount
    }
  }

  /// Runs the only program over the next tokens of chains whose states are carried from call to call, every application
  /// with states of its own: the token-by-token form of a causal program.
  func step(_ forest: TokenForest, rows: [Int32], states: SequenceStates) -> Readout? {
    guard let root = schedule.roots.first, programs.count == 1 else { return nil }
    let space = workspace(forest)
    var run = ProgramRun(
      pass: self, forest: forest, stretch: space.chunks.stretches[0], space: space, states: states, ordinal: 0)
    run.embed(withNorm: programs[0].embeddingNorm)
    for (index, application) in root.applications.enumerated() {
      run.apply(application, index: index, slot: application.stateSlot ?? index)
    }
    return run.readout(program: 0, rows: rows, after: root.applications.count)
  }

  private func walk(
    _ node: DepthSchedule.Node, _ run: inout ProgramRun, rows: [Int32], _ probe: StateProbe?,
    _ onApplication: () -> Void, _ onReadout: (Readout) throws -> Void
  ) rethrows {
    let probe = probe.flatMap { node.leads(to: $0.program) ? $0 : nil }
    let end = node.start + node.applications.count
    for (offset, application) in node.applications.enumerated() {
      let index = node.start + offset
      if node.children.isEmpty, index == end - 1, probe == nil, let selection = run.selection(of: rows) {
        let stream = run.applyLast(application, index: index, to: selection)
        onApplication()
        for program in node.ends {
          try onReadout(run.readout(program: program, rows: rows, after: end, stream, of: selection))
        }
        return
      }
      run.apply(application, index: index, slot: application.stateSlot)
      if let probe { run.show(probe, after: index) }
      onApplication()
    }
    for program in node.ends { try onReadout(run.readout(program: program, rows: rows, after: end)) }
    for (index, child) in node.children.enumerated() {
      guard index < node.children.count - 1 else {
        return try walk(child, &run, rows: rows, probe, onApplication, onReadout)
      }
      let fork = run.save()
      try walk(child, &run, rows: rows, probe, onApplication, onReadout)
      run.restore(fork)
    }
  }
}

/// What is read out of a program stretch by stretch.
private final class PartialReadout {
  private let hidden: HiddenRows
  private var faults: FaultLog

  init(rows: Int, of forest: TokenForest, columns: Int) {
    hidden = HiddenRows(matrix: Matrix(rows: rows, columns: columns))
    faults = FaultLog(rows: forest.count)
  }

  /// - Parameter places: Among all rows read out.
  func add(_ part: ForwardPass.Readout, places: [Int]) {
    for (row, place) in places.enumerated() {
      hidden.matrix.copyRows(place..<(place + 1), from: part.hidden.matrix, row..<(row + 1))
    }
    faults.merge(part.faults)
  }

  func readout(program: Int) -> ForwardPass.Readout {
    ForwardPass.Readout(program: program, hidden: hidden, faults: faults)
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
