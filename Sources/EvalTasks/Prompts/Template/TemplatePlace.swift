/// A place in a template's text.
public struct TemplatePlace: Sendable, Hashable, CustomStringConvertible {
  /// Line, from 1.
  public let line: Int
  /// Column in code points, from 1.
  public let column: Int

  /// A place by line and column, both from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// For example `line 2, column 5`.
  public var description: String { "line \(line), column \(column)" }
}
