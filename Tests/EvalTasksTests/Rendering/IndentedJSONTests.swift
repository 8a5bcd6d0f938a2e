import Jinja
import OrderedCollections
import Testing

@testable import EvalTasks

@Suite struct IndentedJSONTests {
  @Test("A doc is written as json.dumps(doc, indent=2, ensure_ascii=False) writes it")
  func doc() {
    let doc: PythonValue = .dictionary([
      "t": .string("é\"\\\n\u{1}"), "n": PythonValue.none, "b": .bool(true), "i": .int(-3), "f": .double(1),
      "z": .double(1e22),
      "nan": .double(.nan), "inf": .double(-.infinity), "e": .list([]), "o": .dictionary([:]),
      "l": .list([.int(1), .list([.string("x")]), .dictionary(["k": .bool(false)])]),
    ])
    #expect(
      IndentedJSON.text(doc) == """
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
}
