import Testing

@testable import Jinja

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
}
