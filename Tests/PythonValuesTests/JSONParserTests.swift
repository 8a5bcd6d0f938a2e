import Testing

@testable import PythonValues

@Suite struct JSONParserTests {
  @Test("An object is read piece by piece, also one whose keys are there twice")
  func pieces() throws {
    var parser = JSONParser(Array(#" {"a": [1, 20], "b" : "x\u00e9", "a": [] } "#.utf8))
    var counts: [String: [[Int]]] = [:]
    var texts: [String] = []
    try parser.object { parser, key, _ throws(JSONParser.Fault) in
      if key == "b" { return texts.append(try parser.string()) }
      var numbers: [Int] = []
      try parser.list { parser throws(JSONParser.Fault) in numbers.append(try parser.count()) }
      counts[key, default: []].append(numbers)
    }
    try parser.finish()
    #expect(counts == ["a": [[1, 20], []]] && texts == ["xé"])
  }

  @Test(
    "Another kind of value than the one that is asked for has its place",
    arguments: [
      ("{\"a\": 1}", 6, "a string is expected"), ("[]", 0, "\"{\" is expected"),
      ("{\"a\": \"b\"} 1", 11, "text after the value"),
      ("{\"a\" 1}", 5, "\":\" is expected after the key \"a\""), ("{a: 1}", 1, "a key in double quotes is expected"),
    ])
  func kinds(text: String, offset: Int, problem: String) {
    let fault = #expect(throws: JSONParser.Fault.self) {
      var parser = JSONParser(Array(text.utf8))
      try parser.object { parser, _, _ throws(JSONParser.Fault) in _ = try parser.string() }
      try parser.finish()
    }
    #expect(fault?.offset == offset && fault?.problem == problem, "\(String(describing: fault))")
  }

  @Test("A count is a whole number that is not negative", arguments: ["-1", "1.5", "\"1\"", "01", "[1]", ""])
  func counts(text: String) {
    #expect(throws: JSONParser.Fault.self) {
      var parser = JSONParser(Array("[\(text)]".utf8))
      try parser.list { parser throws(JSONParser.Fault) in _ = try parser.count() }
      if text.isEmpty { _ = try parser.count() }
    }
  }

  @Test("A whole number beyond 64 bits is a fault, or the nearest double where that is asked for")
  func largeNumbers() throws {
    let bytes = Array("[12345678901234567890]".utf8)
    let fault = #expect(throws: JSONParser.Fault.self) { try JSONParser.value(in: bytes) }
    #expect(fault?.problem == "the number 12345678901234567890 is too large")
    #expect(try JSONParser.value(in: bytes, largeNumbers: .rounded) == .list([.double(1.2345678901234567e19)]))
  }

  @Test("Lists and objects lie at most 100 levels deep")
  func depth() throws {
    let deep = { (levels: Int) in
      Array((String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8)
    }
    #expect(try JSONParser.value(in: deep(100)).repr.hasPrefix("[[["))
    let fault = #expect(throws: JSONParser.Fault.self) { try JSONParser.value(in: deep(101)) }
    #expect(fault?.offset == 100)
  }

  @Test("A place is told by line and column in code points")
  func position() {
    let bytes = Array("é\nab\u{1f600}c".utf8)
    #expect(TextPosition(of: 0, in: bytes) == TextPosition(of: 0, in: []))
    let end = TextPosition(of: bytes.count, in: bytes)
    #expect(end.line == 2 && end.column == 5)
  }
}
