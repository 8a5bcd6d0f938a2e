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
