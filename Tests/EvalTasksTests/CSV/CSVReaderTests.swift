import Console
import EvalTasks
import Testing

@Suite struct CSVReaderTests {
  private func rows(_ text: String) throws -> [[String]] { try CSVReader.rows(of: Array(text.utf8), path: "x.csv") }

  private func message(_ bytes: [UInt8]) -> String? {
    #expect(throws: UserError.self) { _ = try CSVReader.rows(of: bytes, path: "x.csv") }?.description
  }

  @Test(
    "Rows are read as RFC 4180 has them",
    arguments: [
      ("a,b\nc,d\n", [["a", "b"], ["c", "d"]]),
      ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
      ("a,b\r\nc,d", [["a", "b"], ["c", "d"]]),
      ("a,b\nc,d\r\ne,f\n", [["a", "b"], ["c", "d"], ["e", "f"]]),
      (",\n", [["", ""]]),
      ("a,", [["a", ""]]),
      ("\"\",b\n", [["", "b"]]),
      ("\"a,b\",c\n", [["a,b", "c"]]),
      ("\"a \"\"b\"\"\",c\n", [["a \"b\"", "c"]]),
      ("\"\"\"\"\n", [["\""]]),
      ("\"one\ntwo\",c\n", [["one\ntwo", "c"]]),
      ("\"one\r\ntwo\r\",c\r\n", [["one\r\ntwo\r", "c"]]),
      (" a , b \n", [[" a ", " b "]]),
      ("é\u{301},\u{65e5}\n", [["é\u{301}", "\u{65e5}"]]),
      ("a\n\nb\n", [["a"], [""], ["b"]]),
    ])
  func reads(text: String, expected: [[String]]) throws { #expect(try rows(text) == expected) }

  @Test("Fields keep their bytes: no normalisation of Unicode, no joining of \\r and \\n")
  func keepsBytes() throws {
    let row = try #require(try rows("e\u{301},\"\r\n\"\n").first)
    #expect(row.map { Array($0.utf8) } == [[0x65, 0xcc, 0x81], [0x0d, 0x0a]])
  }

  @Test("A quote followed by a combining accent is still a quote")
  func quoteWithAccent() throws { #expect(try rows("\"\u{301}a\",b\n") == [["\u{301}a", "b"]]) }

  @Test(
    "Damage is an error that says what, where and how to fix it",
    arguments: [
      ("", "x.csv: is empty (0 bytes). Fetch or write the file again."),
      ("\u{feff}", "x.csv: is empty (3 bytes). Fetch or write the file again."),
      (
        "a,b\nc,d\"e\n",
        "x.csv: row 2, column 2: a quote inside an unquoted field. Put the field in quotes and double the quotes "
          + "inside it: \"a \"\"b\"\" c\"."
      ),
      (
        "a,\"b\" c\n",
        "x.csv: row 1, column 2: text after the closing quote of a field. Double the quotes inside a quoted field: "
          + "\"a \"\"b\"\" c\"."
      ),
      (
        "a,b\n\"c\nd",
        "x.csv: row 2, column 1: a quote that is opened and never closed. Close it; the file may be cut short: fetch "
          + "it again."
      ),
      (
        "a\rb\n",
        "x.csv: row 1, column 1: a carriage return without a line feed. End rows with LF or CRLF, and put fields with "
          + "line ends in quotes."
      ),
    ])
  func refuses(text: String, expected: String) { #expect(message(Array(text.utf8)) == expected) }

  @Test("An embedded line end does not count as a row in error messages")
  func rowNumbers() {
    #expect(message(Array("\"a\nb\nc\",d\ne\"\n".utf8))?.hasPrefix("x.csv: row 2, column 1: ") == true)
  }

  @Test("Invalid UTF-8 names its row and column", arguments: [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0x80]])
  func invalidUTF8(bytes: [UInt8]) {
    #expect(
      message(Array("a,b\nc,d".utf8) + bytes + Array(",e\n".utf8))
        == "x.csv: row 2, column 2: is not valid UTF-8. Convert the file to UTF-8 (for example: iconv -f WINDOWS-1252 "
        + "-t UTF-8).")
    #expect(message(Array("\"".utf8) + bytes + Array("\"\n".utf8))?.hasPrefix("x.csv: row 1, column 1: ") == true)
  }
}
