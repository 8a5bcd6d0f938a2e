public import EvalCore
public import RWKVModel

/// Runs of one program whose states are changed on the way.
public struct PathStudy {
  /// Relative size of the disturbance whose fate is looked at: small enough to be linear, and 10⁴ times the rounding.
  private static let disturbance = 1e-3

  private let model: RWKVModel
  private let program: DepthProgram
  private let engine: Engine
  private let forest: TokenForest
  /// The row of every input that is looked at.
  private let rows: [Int32]

  /// States at some applications.
  private struct Ends {
    /// After the first loop, and after the last, of the rows looked at.
    var first: [[Float]] = []
    var last: [[Float]] = []
    /// After the last, of all rows.
    var all: [[Float]] = []
  }

  /// Runs of a program over some inputs.
  ///
  /// - Parameters:
  ///   - forest: The inputs.
  ///   - rows: The row of every input that is looked at.
  public init(model: RWKVModel, program: DepthProgram, engine: Engine, forest: TokenForest, rows: [Int32]) {
    self.model = model
    self.program = program
    self.engine = engine
    self.forest = forest
    self.rows = rows
  }

  /// What is known of a recurrence of the program.
  ///
  /// - Parameter onApplication: Called after every layer application; what it throws ends the study.
  /// - Throws: `UserError` when the program needs a tensor that the checkpoint lacks.
  public func paths(
    _ recurrence: Recurrence, using generator: inout some RandomNumberGenerator, onApplication: () throws -> Void
  ) throws -> RecurrencePaths {
    let own = try ends(recurrence, edit: nil, onApplication)
    var independence: PathIndependence?
    var gain: NoiseGain?
    if recurrence.hasRecall, recurrence.loopEnds.count > 1 {
      var others: [PathStart: [[Float]]] = [:]
      for start in PathStart.allCases {
        let states = (0..<forest.count).map { row in state(start, row, own.all, using: &generator) }
        others[start] = try ends(recurrence, edit: { states[$0]($1) }, onApplication).last
      }
      independence = PathIndependence(ends: own.last, others: others)
      let directions = (0..<forest.count).map { _ in noise(using: &generator) }
      let disturbed = try ends(
        recurrence,
        edit: { row, hidden in
          Self.scaled(directions[row], to: Self.disturbance * StateGeometry.length(hidden), plus: hidden)
        }, onApplication
      ).last
      gain = NoiseGain(
        ends: own.last, disturbed: disturbed, size: Self.disturbance, loops: recurrence.loopEnds.count - 1)
    }
    return RecurrencePaths(
      group: recurrence.group, loops: recurrence.loopEnds.count, hasRecall: recurrence.hasRecall,
      firstInputAlignment: StateGeometry.alignmentOfRows(own.first),
      lastInputAlignment: StateGeometry.alignmentOfRows(own.last), independence: independence, noiseGain: gain)
  }

  /// The state from which a row starts, made of the one that it has.
  private func state(
    _ start: PathStart, _ row: Int, _ ends: [[Float]], using generator: inout some RandomNumberGenerator
  ) -> ([Float]) -> [Float] {
    switch start {
    case .zeros: return { $0.map { _ in 0 } }
    case .noise:
      let direction = noise(using: &generator)
      return { Self.scaled(direction, to: StateGeometry.length($0), plus: nil) }
    case .other:
      let other = ends[(row + forest.count / 2) % forest.count]
      return { _ in other }
    }
  }

  private func noise(using generator: inout some RandomNumberGenerator) -> [Float] {
    (0..<model.shape.width).map { _ in Float.random(in: -1...1, using: &generator) }
  }

  private static func scaled(_ values: [Float], to wanted: Double, plus base: [Float]?) -> [Float] {
    let factor = wanted / StateGeometry.length(values)
    return values.indices.map { Float(Double(values[$0]) * factor + Double(base?[$0] ?? 0)) }
  }

  /// Runs the program up to the end of a recurrence, with a change after its first loop.
  private func ends(
    _ recurrence: Recurrence, edit: ((Int, [Float]) -> [Float])?, _ onApplication: () throws -> Void
  ) throws -> Ends {
    let (first, last) = (recurrence.loopEnds[0], recurrence.loopEnds[recurrence.loopEnds.count - 1])
    var ends = Ends()
    let probe = StateProbe(
      program: 0, rows: (0..<Int32(forest.count)).map { $0 }, edit: edit.map { StateEdit(after: first, edit: $0) }
    ) { state in
      if state.application == first { ends.first = rows.map { state.hidden[Int($0)] } }
      guard state.application == last else { return }
      ends.all = state.hidden
      ends.last = rows.map { state.hidden[Int($0)] }
    }
    let pass = try ForwardPass(model, programs: [program.prefix(last + 1)], engine: engine)
    try pass.run(
      forest, rows: rows, probe: probe, onApplication: { _ in try onApplication() }, onReadout: { _ in },
      onStretch: { _ in })
    return ends
  }
}
