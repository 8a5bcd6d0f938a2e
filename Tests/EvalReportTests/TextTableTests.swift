import Testing

@testable import EvalReport

@Suite struct TextTableTests {
  @Test func `is lm-eval's own table of groups, character for character`() {
    let values = [
      0.22945449366187154, 0.24208289054197663, 0.23978113936272932, 0.2170945726356841, 0.21249603552172533,
    ]
    let errors = [
      0.0035426913692823605, 0.006242668403139424, 0.007642250291657511, 0.007428786285788536, 0.00727121870,
    ]
    let names = ["mmlu", " - humanities", " - other", " - social sciences", " - stem"]
    let shots: [TableColumn.Cell] = [.text(""), .number(0), .number(0), .number(0), .number(0)]
    let arrows = ["", "↑", "↑", "↑", "↑"]
    let table = TextTable(columns: [
      TableColumn(header: "Groups", cells: names.map { .text($0) }),
      TableColumn(header: "Version", cells: names.map { _ in .number(2) }),
      TableColumn(header: "Filter", cells: names.map { _ in .text("none") }),
      TableColumn(header: "n-shot", cells: shots),
      TableColumn(header: "Metric", cells: names.map { _ in .text("acc") }),
      TableColumn(header: "   ", cells: arrows.map { .text($0) }),
      TableColumn(header: "Value", cells: values.map { .number($0) }),
      TableColumn(header: "   ", cells: names.map { _ in .text("±") }),
      TableColumn(header: "Stderr", cells: errors.map { .number($0) }),
    ])
    #expect(
      table.render() == """
        |      Groups      |Version|Filter|n-shot|Metric|   |Value |   |Stderr|
        |------------------|------:|------|-----:|------|---|-----:|---|-----:|
        |mmlu              |      2|none  |      |acc   |   |0.2295|±  |0.0035|
        | - humanities     |      2|none  |     0|acc   |↑  |0.2421|±  |0.0062|
        | - other          |      2|none  |     0|acc   |↑  |0.2398|±  |0.0076|
        | - social sciences|      2|none  |     0|acc   |↑  |0.2171|±  |0.0074|
        | - stem           |      2|none  |     0|acc   |↑  |0.2125|±  |0.0073|

        """)
  }

  @Test(arguments: [
    ([0.25], ["0.25"]), ([0], ["0"]), ([0.25, 0.1234], ["0.2500", "0.1234"]), ([1, 0.5], ["1.0", "0.5"]),
    ([0.00001], ["0"]), ([.nan, 0.5], ["NaN", "0.5"]), ([120, 3], ["120", "3"]),
  ])
  func `a column of numbers shows the fewest decimals that are exact`(_ values: [Double], _ expected: [String]) {
    #expect(TableColumn(header: "", cells: values.map { .number($0) }).texts == expected)
  }

  @Test func `a word makes it a column of text with four decimals`() {
    let column = TableColumn(header: "Stderr", cells: [.number(0.25), .text("   N/A")])
    #expect(column.texts == ["0.2500", "   N/A"])
    #expect(!column.isNumeric)
  }

  @Test func `a blank does not`() {
    #expect(TableColumn(header: "", cells: [.number(2), .text("")]).isNumeric)
    #expect(!TableColumn(header: "", cells: [.text("")]).isNumeric)
  }
}
