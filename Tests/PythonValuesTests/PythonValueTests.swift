import Testing

@testable import PythonValues

@Suite("Python values")
struct PythonValueTests {
  @Test("Texts are the same when their code points are, not when they look the same")
  func codePoints() {
    #expect(PythonValue.string("\u{e9}") != .string("e\u{301}"))
    #expect(PythonValue.string("\u{e9}") == .string("\u{e9}"))
  }

  @Test("A whole number is not a number with a fraction")
  func kinds() {
    #expect(PythonValue.int(1) != .double(1))
    #expect(PythonValue.int(1) != .bool(true))
  }

  @Test("str and repr are Python's")
  func texts() {
    let value = PythonValue.list([
      .string("a"), .string("b'c"), .double(1), .double(1e16), .bool(true), .none, .dictionary(["k\n": .int(-1)]),
    ])
    #expect(value.str == "['a', \"b'c\", 1.0, 1e+16, True, None, {'k\\n': -1}]")
    #expect(PythonValue.string("a'b").str == "a'b")
    #expect(PythonValue.string("a'b").repr == "\"a'b\"")
    #expect(PythonValue.double(.nan).str == "nan" && PythonValue.double(-.infinity).str == "-inf")
  }

  @Test("Python's == holds across kinds of numbers, and for nothing that is NaN")
  func equality() {
    #expect(PythonValue.int(1).pythonEquals(.double(1)) && PythonValue.bool(true).pythonEquals(.int(1)))
    #expect(PythonValue.list([.int(1)]).pythonEquals(.list([.bool(true)])))
    #expect(!PythonValue.int(1).pythonEquals(.string("1")))
    #expect(!PythonValue.double(.nan).pythonEquals(.double(.nan)))
    #expect(!PythonValue.string("\u{e9}").pythonEquals(.string("e\u{301}")))
    #expect(
      PythonValue.dictionary(["a": .int(1), "b": .none]).pythonEquals(.dictionary(["b": .none, "a": .double(1)])))
  }
}
