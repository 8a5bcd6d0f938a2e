@testable import PythonValues
import Testing

@Suite struct PythonLiteralTests {
  @Test(
    "A mistake has its place and a remedy",
    arguments: [
      ("['a', 'b'", "character 10: expected \",\" or \"]\", found the end. A list of texts looks like"),
      ("['a', nan]", "character 7: \"nan\" is not a literal. Put texts in quotes"),
      ("hello world", "character 1: \"hello\" is not a literal."),
      ("['a", "character 2: a text is not closed. Close it with '."),
      ("", "character 1: expected a literal, found the end."),
      ("[b'x']", "character 2: a text with the prefix \"b\" is not supported. Write it without."),
      ("{1: 2}", "the key 1 of a dictionary is not a text. Put it in quotes."),
      ("12345678901234567890", "character 1: a whole number is outside of 64 bits."),
      ("1j", "character 1: \"1j\" is not a number."),
      ("'a',\n'b'", "expected a literal, found '\\n'."),
      (String(repeating: "[", count: 101), "character 101: brackets are nested too deep."),
    ])
  func mistakes(text: String, expected: String) {
    let error = #expect(throws: PythonLiteralError.self) { try PythonLiteral.parse(text) }
    #expect(error?.description.contains(expected) == true, "\(String(describing: error))")
  }

  @Test("Line ends inside brackets and comments are space")
  func lines() throws {
    #expect(try PythonLiteral.parse("[1, # one\r\n 2,\n]\n") == .list([.int(1), .int(2)]))
  }

  @Test("Literals keep both keys of a dictionary, and items of a set are distinct as Python has it")
  func literals() throws {
    #expect(try PythonLiteral.parse("{'\u{e9}': 1, 'e\u{301}': 2}").repr == "{'\u{e9}': 1, 'e\u{301}': 2}")
    #expect(try PythonLiteral.parse("{1, 1.0, True, 'a', (1, 2), (1, 2.0)}").repr == "[1, 'a', [1, 2]]")
    #expect(throws: PythonLiteralError.self) { try PythonLiteral.parse("{{}, {}}") }
    let many = (0..<20_000).map { "'\($0)'" }.joined(separator: ", ")
    guard case .list(let items) = try PythonLiteral.parse("{\(many)}") else { return #expect(Bool(false)) }
    #expect(items.count == 20_000)
  }
}
