import PythonValues
import Testing

@testable import EvalTasks

/// A column, and what it becomes.
struct TypedColumn: Sendable {
  let cells: [String]
  let values: [PythonValue]

  init(_ cells: [String], _ values: [PythonValue]) {
    self.cells = cells
    self.values = values
  }
}

struct CSVTypingTests {
  @Test(
    "With pandas' rules columns are what datasets 5.2 with pandas 3.1 gives",
    arguments: [
      TypedColumn(["1", "2"], [.int(1), .int(2)]), TypedColumn(["007", "-1", "+3"], [.int(7), .int(-1), .int(3)]),
      TypedColumn([" 1", "2 "], [.int(1), .int(2)]), TypedColumn(["-0", "0"], [.int(0), .int(0)]),
      TypedColumn(["1", ""], [.double(1), .none]), TypedColumn(["NA", "3"], [.none, .double(3)]),
      TypedColumn(["1.5", "2"], [.double(1.5), .double(2)]),
      TypedColumn(["1e5", "2"], [.double(100_000), .double(2)]),
      TypedColumn(["1.", ".5"], [.double(1), .double(0.5)]),
      TypedColumn(["inf", "-Infinity"], [.double(.infinity), .double(-.infinity)]),
      TypedColumn(["TRUE", "false", "tRue"], [.bool(true), .bool(false), .bool(true)]),
      TypedColumn(["true", "", "false"], [.bool(true), .none, .bool(false)]),
      TypedColumn(["True ", "False"], [.string("True "), .string("False")]),
      TypedColumn(["True", "1"], [.string("True"), .string("1")]),
      TypedColumn(["true", "yes"], [.string("true"), .string("yes")]),
      TypedColumn(["None", "x"], [.none, .string("x")]),
      TypedColumn(["1_000", "2"], [.string("1_000"), .string("2")]),
      TypedColumn(["0x10", "3"], [.string("0x10"), .string("3")]), TypedColumn(["", "NA"], [.none, .none]),
    ])
  func pandas(column: TypedColumn) {
    #expect(CSVTyping.pandas(readsMissing: true).values(of: column.cells) == column.values)
  }

  @Test(
    "Without missing values every cell is one",
    arguments: [
      TypedColumn(["NA", "1"], [.string("NA"), .string("1")]), TypedColumn(["", ""], [.string(""), .string("")]),
      TypedColumn(["1", "2"], [.int(1), .int(2)]), TypedColumn(["1", ""], [.string("1"), .string("")]),
    ])
  func pandasWithoutMissing(column: TypedColumn) {
    #expect(CSVTyping.pandas(readsMissing: false).values(of: column.cells) == column.values)
  }

  @Test(
    "With the lossless rule a cell's text is what a template prints",
    arguments: [
      TypedColumn(["1", "-2"], [.int(1), .int(-2)]), TypedColumn(["007", "1"], [.string("007"), .string("1")]),
      TypedColumn(["+3", "1"], [.string("+3"), .string("1")]), TypedColumn(["1", ""], [.int(1), .none]),
      TypedColumn(["1.5", "2.0"], [.double(1.5), .double(2)]),
      TypedColumn(["0.50", "1.5"], [.string("0.50"), .string("1.5")]),
      TypedColumn(["1.5", "2"], [.string("1.5"), .string("2")]),
      TypedColumn(["1e5", "2.5"], [.string("1e5"), .string("2.5")]),
      TypedColumn(["True", "False"], [.bool(true), .bool(false)]),
      TypedColumn(["true", "false"], [.string("true"), .string("false")]),
      TypedColumn(["None", "NA", ""], [.string("None"), .string("NA"), .string("")]),
      TypedColumn(["", ""], [.string(""), .string("")]),
      TypedColumn(["99999999999999999999", "1"], [.string("99999999999999999999"), .string("1")]),
    ])
  func exact(column: TypedColumn) { #expect(CSVTyping.exact.values(of: column.cells) == column.values) }
}
