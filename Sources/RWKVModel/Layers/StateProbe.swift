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
