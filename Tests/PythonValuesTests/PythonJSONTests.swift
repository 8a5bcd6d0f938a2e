import Testing

@testable import PythonValues

@Suite("JSON as Python writes it")
struct PythonJSONTests {
  private static let value: PythonValue = .dictionary([
    "t": .string("é\"\\\n\u{1}"), "n": PythonValue.none, "b": .bool(true), "i": .int(-3), "f": .double(1),
    "z": .double(1e22), "nan": .double(.nan), "inf": .double(-.infinity), "e": .list([]), "o": .dictionary([:]),
    "l": .list([.int(1), .list([.string("x")]), .dictionary(["k": .bool(false)])]),
  ])

  @Test("In one line, as json.dumps(value, ensure_ascii=False)")
  func line() {
    #expect(
      PythonJSON.line(Self.value)
        == #"{"t": "é\"\\\n\u0001", "n": null, "b": true, "i": -3, "f": 1.0, "z": 1e+22, "nan": NaN, "#
        + #""inf": -Infinity, "e": [], "o": {}, "l": [1, ["x"], {"k": false}]}"#)
  }

  @Test("On many lines, as json.dumps(value, indent=2, ensure_ascii=False)")
  func page() {
    #expect(
      PythonJSON.page(Self.value) == """
        {
          "t": "é\\"\\\\\\n\\u0001",
          "n": null,
          "b": true,
          "i": -3,
          "f": 1.0,
          "z": 1e+22,
          "nan": NaN,
          "inf": -Infinity,
          "e": [],
          "o": {},
          "l": [
            1,
            [
              "x"
            ],
            {
              "k": false
            }
          ]
        }
        """)
  }

  @Test("With sorted keys, an indentation of nothing and ASCII alone, as json.dumps(value, sort_keys=True, indent=0)")
  func sortedInASCII() {
    let value: PythonValue = .dictionary([
      "é": .string("\u{1f600}\u{7f}"), "b": .list([.int(1), .int(2)]), "a": .list([]),
    ])
    var text = ""
    PythonJSON(indent: 0, sortsKeys: true, asciiOnly: true).write(value) { piece, times in
      text += String(repeating: piece, count: times)
    }
    #expect(text == "{\n\"a\": [],\n\"b\": [\n1,\n2\n],\n\"\\u00e9\": \"\\ud83d\\ude00\\u007f\"\n}")
  }

  @Test("Only control characters, quotes and backslashes are escaped")
  func quoted() {
    #expect(
      PythonJSON.quoted("a\"b\\c/é\n\r\t\u{8}\u{c}\u{1}\u{7f}\r\n日")
        == "\"a\\\"b\\\\c/é\\n\\r\\t\\b\\f\\u0001\u{7f}\\r\\n日\"")
  }

  @Test(
    "A float has the fewest digits that tell it from its neighbours",
    arguments: [
      (0.0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (0.1, "0.1"), (-3.40625, "-3.40625"), (1e-4, "0.0001"), (1e-5, "1e-05"),
      (1.5e-7, "1.5e-07"), (9_007_199_254_740_992, "9007199254740992.0"), (9999999999999998, "9999999999999998.0"),
      (1e16, "1e+16"), (1.2345678901234567e19, "1.2345678901234567e+19"), (123456789012345.6, "123456789012345.6"),
      (1e22, "1e+22"), (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"),
      (1e100, "1e+100"), (0.30000000000000004, "0.30000000000000004"), (100, "100.0"), (.nan, "nan"),
      (.infinity, "inf"), (-.infinity, "-inf"),
    ])
  func floats(value: Double, text: String) { #expect(PythonValue.double(value).repr == text) }

  @Test("JSON and repr of a text of quotes take a time that is linear in it")
  func quotes() {
    let text = String(repeating: "\"\n'", count: 200_000)
    #expect(PythonJSON.quoted(text).utf8.count == 200_000 * 5 + 2)
    #expect(PythonValue.string(text).repr.utf8.count == 200_000 * 5 + 2)
  }
}
