/// A look at some rows of the residual stream before the first and after every layer application of one program.
public struct StateProbe {
  /// What is seen at one moment.
  public struct State {
    /// Index of the application just done; nil before the first one.
    public let application: Int?
    /// h of the rows, [C] each.
    public let hidden: [[Float]]
    /// The same after the output norm.
    public let normed: [[Float]]
  }

  let program: Int
  let rows: [Int32]
  let edit: StateEdit?
  let onState: (State) -> Void

  /// A probe.
  ///
  /// - Parameters:
  ///   - program: Index of the program that is looked at.
  ///   - rows: Rows of the forest.
  ///   - edit: A change on the way; nil to look only.
  ///   - onState: Called with the states in the program's order. A forest that goes through in several stretches has them
  ///     once a stretch, each time with the rows of that stretch.
  public init(program: Int, rows: [Int32], edit: StateEdit? = nil, onState: @escaping (State) -> Void) {
    self.program = program
    self.rows = rows
    self.edit = edit
    self.onState = onState
  }

  func limited(to stretch: ForestChunks.Stretch) -> StateProbe {
    StateProbe(program: program, rows: rows.filter { stretch.place(of: Int($0)) != nil }, edit: edit, onState: onState)
  }
}

/// A change of the residual stream in the middle of a program, to see what becomes of it.
public struct StateEdit {
  let application: Int
  let edit: (_ row: Int, _ hidden: [Float]) -> [Float]

  /// A change of every row.
  ///
  /// - Parameters:
  ///   - application: Index of the layer application after which it is made.
  ///   - edit: The new h of a row of the forest, [C] as the old one.
  public init(after application: Int, edit: @escaping (_ row: Int, _ hidden: [Float]) -> [Float]) {
    self.application = application
    self.edit = edit
  }
}
