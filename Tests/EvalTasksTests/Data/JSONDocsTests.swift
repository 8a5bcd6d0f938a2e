import Console
import PythonValues
import Testing

@testable import EvalTasks

struct JSONDocsTests {
  private func lines(_ text: String) throws -> [Doc] { try JSONDocs.lines(of: Array(text.utf8), path: "x.jsonl") }

  private func value(_ text: String) throws -> PythonValue? { try lines("{\"v\": \(text)}")[0]["v"] }

  @Test("Keys keep their order, and numbers, booleans and null their kind")
  func kinds() throws {
    let doc = try #require(
      try lines(#"{"z": 1, "a": 1.0, "m": true, "b": null, "l": [1, "x", {}], "o": {"k": -0}}"#).first)
    let expected: Doc = [
      "z": .int(1), "a": .double(1), "m": .bool(true), "b": PythonValue.none,
      "l": .list([.int(1), .string("x"), .dictionary([:])]), "o": .dictionary(["k": .int(0)]),
    ]
    #expect(Array(doc.keys) == ["z", "a", "m", "b", "l", "o"])
    #expect(doc == expected)
  }

  @Test(
    "Numbers",
    arguments: [
      ("9223372036854775807", PythonValue.int(.max)), ("-9223372036854775808", .int(.min)), ("1e3", .double(1000)),
      ("-2.5E-2", .double(-0.025)), ("0", .int(0)), ("0.1", .double(0.1)),
    ])
  func numbers(text: String, expected: PythonValue) throws { #expect(try value(text) == expected) }

  @Test("Text is exact: escapes, surrogate pairs, combining accents and line ends")
  func text() throws {
    #expect(
      try value(#""a\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00é e\u0301""#)
        == .string("a\"\\/\u{8}\u{c}\n\r\t\u{e9}\u{1F600}é e\u{301}"))
    #expect(try value(#""\r\n""#) == .string("\r\n"))
    #expect(try value(#""""#) == .string(""))
  }

  @Test("Blank lines are passed over, and lines may end with CRLF or with the file")
  func blankLines() throws { #expect(try lines("{\"a\": 1}\r\n\n  \n{\"a\": 2}").count == 2) }

  @Test("A column that some docs lack is None there; columns keep the order of their first appearance")
  func missing() throws {
    let docs = try lines("{\"a\": 1, \"b\": 2}\n{\"c\": 3, \"a\": 4}\n")
    let expected: [Doc] = [
      ["a": .int(1), "b": .int(2), "c": PythonValue.none], ["a": .int(4), "b": PythonValue.none, "c": .int(3)],
    ]
    #expect(docs == expected)
  }

  @Test("Docs of which each has a column of its own are an error before the table takes all memory")
  func sparse() throws {
    func lines(_ count: Int) -> [UInt8] { (0..<count).flatMap { Array("{\"k\($0)\": 1}\n".utf8) } }
    #expect(try JSONDocs.lines(of: lines(100), path: "x.jsonl")[0].count == 100)
    let error = #expect(throws: UserError.self) { try JSONDocs.lines(of: lines(10_000), path: "x.jsonl") }
    #expect(error?.description.contains("x.jsonl: its 10000 docs have 10000 columns together") == true)
  }

  @Test("A column with whole numbers and others has doubles only")
  func widening() throws {
    #expect(try lines("{\"a\": 1}\n{\"a\": 2.5}\n").map { $0["a"] } == [.double(1), .double(2.5)])
  }

  @Test(
    "What is wrong is named with its line and column",
    arguments: [
      ("{\"a\": 1}\n{\"é\": 01}", "x.jsonl: line 2, column 7: \"01\" is no number of JSON"),
      ("{\"a\": 1.}", "column 7: \"1.\" is no number"), ("{\"a\": -}", "\"-\" is no number"),
      ("{\"a\": 9223372036854775808}", "the number 9223372036854775808 is too large"),
      ("{\"a\": 1e999}", "the number 1e999 is too large"),
      ("{\"a\": nan}", "column 7: no value of JSON begins here"), ("{\"a\": -Inf}", "\"-\" is no number"),
      ("{\"a\": tru}", "no value of JSON begins here"),
      ("{\"a\": \"\\ud800\"}", "column 8: half of a surrogate pair"),
      ("{\"a\": \"\\ud800\\u0041\"}", "half of a surrogate pair"), ("{\"a\": \"\\udc00\"}", "half of a surrogate pair"),
      ("{\"a\": \"\\u12g4\"}", "\\u without four hexadecimal digits"),
      ("{\"a\": \"\\x\"}", "an escape that JSON does not"),
      ("{\"a\": \"x", "a string that is opened and never closed"), ("{\"a\": \"\t\"}", "a control character (9)"),
      ("{\"a\": 1, \"a\": 2}", "column 10: the key \"a\" is there twice"), ("{\"a\" 1}", "\":\" is expected"),
      ("{\"a\": 1,}", "a key in double quotes is expected"), ("{\"a\": [1 2]}", "\",\" or \"]\" is expected"),
      ("{\"a\": 1", "\",\" or \"}\" is expected"), ("{\"a\": 1} x", "text after the value"), ("[1]", "is no object"),
      ("{\n\"a\": 1}", "line 1, column 2: a key in double quotes"), ("{\"a\":", "a value is missing"),
    ])
  func wrong(text: String, expected: String) {
    let error = #expect(throws: UserError.self) { try lines(text) }
    #expect(error?.description.contains(expected) == true, "\(error.map(String.init(describing:)) ?? "")")
    #expect(error?.remedy.isEmpty == false)
  }

  @Test("NaN and the infinities are numbers, as Python writes them, and make their column one of doubles")
  func notFinite() throws {
    let docs = try lines("{\"a\": NaN, \"b\": 1}\n{\"a\": 2, \"b\": -Infinity}\n{\"a\": Infinity, \"b\": 3}\n")
    guard case .double(let first) = docs[0]["a"] else { return #expect(Bool(false)) }
    #expect(first.isNaN)
    #expect(docs[1]["a"] == .double(2))
    #expect(docs[2]["a"] == .double(.infinity))
    #expect(docs.map { $0["b"] } == [.double(1), .double(-.infinity), .double(3)])
    #expect(docs[0]["a"]?.repr == "nan")
  }

  @Test("A byte order mark before the first line or value is passed over")
  func byteOrderMark() throws {
    #expect(try lines("\u{feff}{\"a\": 1}\n{\"a\": 2}\n") == [["a": .int(1)], ["a": .int(2)]])
    let list = Array("\u{feff}[{\"a\": 1}]".utf8)
    #expect(try JSONDocs.document(of: list, field: nil, path: "x.json") == [["a": .int(1)]])
  }

  @Test("Keys with the same characters in other code points are two keys, as in Python")
  func exactKeys() throws {
    let docs = try lines("{\"\u{e9}\": 1, \"e\u{301}\": 2}\n{\"e\u{301}\": 4, \"\u{e9}\": 3}\n")
    #expect(docs.map { $0["\u{e9}"] } == [.int(1), .int(3)])
    #expect(docs.map { $0["e\u{301}"] } == [.int(2), .int(4)])
    #expect(docs.allSatisfy { $0.keys.map { $0.unicodeScalars.count } == [1, 2] })
  }

  @Test("Long numbers, strings of escapes and many keys take no more than their length")
  func long() throws {
    let escapes = String(repeating: "\\\"", count: 400_000)
    #expect(try value("\"\(escapes)\"")?.str.utf8.count == 400_000)
    #expect(try value("0." + String(repeating: "1", count: 400_000)) == .double(0.1111111111111111))
    let error = #expect(throws: UserError.self) { try value(String(repeating: "1", count: 400_000)) }
    #expect(error.map { "\($0)".utf8.count < 300 } == true)
    let keys = (0..<50_000).map { "\"k\($0)\": \($0)" }.joined(separator: ", ")
    #expect(try lines("{\(keys)}")[0].count == 50_000)
  }

  @Test("Bytes that are no UTF-8 are an error")
  func encoding() {
    let error = #expect(throws: UserError.self) {
      try JSONDocs.lines(of: Array("{\"a\": \"".utf8) + [0xff] + Array("\"}".utf8), path: "x.jsonl")
    }
    #expect(error?.problem == "a string that is not valid UTF-8")
  }

  @Test("Levels beyond the limit are an error, not a crash")
  func depth() {
    let deep = String(repeating: "[", count: 5000)
    let error = #expect(throws: UserError.self) { try value(deep) }
    #expect(error?.problem.contains("more than 100 levels") == true)
  }

  @Test("A document is a list of objects, or has one in a field")
  func document() throws {
    let list = Array("[{\"a\": 1},\n {\"a\": 2}]".utf8)
    #expect(try JSONDocs.document(of: list, field: nil, path: "x.json").count == 2)
    let object = Array("{\"version\": \"1\", \"data\": [{\"a\": 1}]}".utf8)
    #expect(try JSONDocs.document(of: object, field: "data", path: "x.json") == [["a": .int(1)]])
    let error = #expect(throws: UserError.self) { try JSONDocs.document(of: object, field: "dat", path: "x.json") }
    #expect(error?.description.contains("has no field \"dat\". Did you mean \"data\"?") == true)
    #expect(throws: UserError.self) { try JSONDocs.document(of: object, field: "version", path: "x.json") }
    #expect(throws: UserError.self) { try JSONDocs.document(of: list, field: "data", path: "x.json") }
    #expect(throws: UserError.self) { try JSONDocs.document(of: Array("[1]".utf8), field: nil, path: "x.json") }
  }
}
