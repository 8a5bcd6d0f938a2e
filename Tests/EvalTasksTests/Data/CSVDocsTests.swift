import Console
import PythonValues
import Testing

@testable import EvalTasks

struct CSVDocsTests {
  private func docs(_ text: String, _ options: CSVOptions = CSVOptions(), tab: Bool = false) throws -> [Doc] {
    let separator = UInt8(ascii: tab ? "\t" : ",")
    return try CSVDocs.docs(of: Array(text.utf8), path: "x.csv", separator: separator, options: options)
  }

  @Test("The first row names the columns, one without a name as pandas does; blank lines are passed over")
  func header() throws {
    let expected: [Doc] = [
      ["Unnamed: 0": .int(0), "Q": .string("a, \"b\"\nc"), "A": .string("x")],
      ["Unnamed: 0": .int(1), "Q": .string("é"), "A": .string("y")],
    ]
    #expect(try docs(",Q,A\n0,\"a, \"\"b\"\"\nc\",x\n\n1,é,y\n") == expected)
  }

  @Test("Names may be given for files without a header, in place of one, or be numbers")
  func names() throws {
    let rows: [Doc] = [["p": .string("a"), "q": .string("x")], ["p": .string("b"), "q": .string("y")]]
    #expect(try docs("a,x\nb,y\n", CSVOptions(header: .names(["p", "q"]))) == rows)
    #expect(try docs("h,k\na,x\nb,y\n", CSVOptions(header: .replacing(["p", "q"]))) == rows)
    #expect(try docs("a,x\n", CSVOptions(header: .numbers)) == [["0": .string("a"), "1": .string("x")]])
  }

  @Test("A byte order mark before the first row is passed over, a quote behind it too")
  func byteOrderMark() throws {
    #expect(try docs("\u{feff}q,a\nx,1\n") == [["q": .string("x"), "a": .int(1)]])
    #expect(try docs("\u{feff}\"q\"\ta\nx\t1\n", tab: true) == [["q": .string("x"), "a": .int(1)]])
  }

  @Test("Column names with the same characters in other code points are two names")
  func exactNames() throws {
    #expect(try docs("\u{e9},e\u{301}\n1,2\n") == [["\u{e9}": .int(1), "e\u{301}": .int(2)]])
  }

  @Test("A hundred thousand columns are read as fast as they are long")
  func manyColumns() throws {
    let names = (0..<100_000).map { "c\($0)" }.joined(separator: ",")
    #expect(try docs("\(names)\n\(names)\n")[0].count == 100_000)
    let error = #expect(throws: UserError.self) { try docs("\(names)\nx\n") }
    #expect(error.map { $0.remedy.utf8.count < 1000 } == true)
  }

  @Test("Tabs may separate")
  func tabs() throws {
    #expect(try docs("a\tb\n1,5\t\"x\ty\"\n", tab: true) == [["a": .string("1,5"), "b": .string("x\ty")]])
  }

  @Test("A row too short or too long is an error that names it, and so is a name that is there twice")
  func wrong() {
    for text in ["a,b\n1,2\n\n3\n", "a,b\n1,2\n\n3,4,5\n"] {
      let error = #expect(throws: UserError.self) { try docs(text) }
      #expect(error?.description.contains(": row 4") == true)
      #expect(error?.remedy.contains("The columns are: a, b.") == true)
    }
    let error = #expect(throws: UserError.self) { try docs("a,a\n1,2\n") }
    #expect(error?.description.contains("row 1, column 2: the column name \"a\" is there twice") == true)
  }
}
