import Testing

@testable import EvalReport

@Suite struct PythonLiteralTests {
  @Test(arguments: [
    (0.0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (0.1, "0.1"), (-3.40625, "-3.40625"), (1e-4, "0.0001"), (1e-5, "1e-05"),
    (1.5e-7, "1.5e-07"), (9007199254740992, "9007199254740992.0"), (9999999999999998, "9999999999999998.0"),
    (1e16, "1e+16"), (1.2345678901234567e19, "1.2345678901234567e+19"), (123456789012345.6, "123456789012345.6"),
    (1e22, "1e+22"), (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
    (1e100, "1e+100"),
    (0.30000000000000004, "0.30000000000000004"), (100, "100.0"), (.nan, "nan"), (.infinity, "inf"),
    (-.infinity, "-inf"),
  ])
  func `a float is written as Python writes it`(value: Double, text: String) {
    #expect(PythonLiteral.repr(value) == text)
  }

  @Test func `what is no number has its word in JSON`() {
    #expect(
      [Double.nan, .infinity, -.infinity, 0.5].map(PythonLiteral.json) == ["NaN", "Infinity", "-Infinity", "0.5"])
  }

  @Test func `only control characters, quotes and backslashes are escaped`() {
    #expect(
      PythonLiteral.quoted("a\"b\\c/é\n\r\t\u{8}\u{c}\u{1}\u{7f}\r\n日")
        == "\"a\\\"b\\\\c/é\\n\\r\\t\\b\\f\\u0001\u{7f}\\r\\n日\"")
  }

  @Test func `JSON is laid out as Python lays it out`() {
    let value = LMEvalJSON.object([
      LMEvalField("b", .array([.integer(1), .array([]), .object([])])), LMEvalField("a", .null),
      LMEvalField("c", .bool(true)),
    ])
    #expect(value.line == #"{"b": [1, [], {}], "a": null, "c": true}"#)
    #expect(value.page == "{\n  \"b\": [\n    1,\n    [],\n    {}\n  ],\n  \"a\": null,\n  \"c\": true\n}")
  }
}
