/// A cell of a heat map.
public struct PlotCell: Sendable, Equatable {
  /// The index of its category on the x axis, from 0.
  public var column: Int
  /// The index of its category on the y axis, from 0 at the top.
  public var row: Int
  /// The value.
  public var value: Double
  /// What stands in it where it fits; nil for the value with three digits.
  public var text: String?
  /// What is said of it besides.
  public var note: String

  /// A value in a column and a row; one that is not finite leaves the cell empty.
  public init(_ column: Int, _ row: Int, _ value: Double, text: String? = nil, note: String = "") {
    self.column = column
    self.row = row
    self.value = value
    self.text = text
    self.note = note
  }
}
