import Console
import Archives
import FileWriters
import Foundation
import RWKVModel
import SharedFixtures
import Testing

@Suite struct WorldTokenizerTests {
  let folder = try? TemporaryFolder()

  private func load(_ bytes: [UInt8]) throws -> WorldTokenizer {
    try WorldTokenizer(contentsOf: #require(folder).write(bytes, to: "vocab.txt"))
  }

  private func sample() throws -> WorldTokenizer { try load(SampleVocabulary.bytes(SampleVocabulary.lines)) }

  /// What the tokenizer must do, written plainly: at each place the longest token.
  private func plainEncoding(_ bytes: [UInt8], _ tokens: [[UInt8]: Int]) -> [Int] {
    var encoded: [Int] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      let length = (1...min(16, rest.count)).last { tokens[Array(rest.prefix($0))] != nil } ?? 1
      encoded.append(tokens[Array(rest.prefix(length))] ?? -1)
      rest = rest.dropFirst(length)
    }
    return encoded
  }

  @Test("The longest token wins, also when a longer one began to fit")
  func greedy() throws {
    let tokenizer = try sample()
    #expect(tokenizer.encode("abcd") == [302, 101])
    #expect(tokenizer.encode("abcde") == [304])
    #expect(tokenizer.encode("in the the") == [106, 111, 308, 308])
    #expect(tokenizer.encode("caf\u{e9}\r\n") == [100, 98, 103, 310, 314])
    #expect(tokenizer.encode("e\u{301}") == [102, 0xcc + 1, 0x81 + 1])
    #expect(tokenizer.encode("") == [])
    #expect(tokenizer.largestID == 316)
  }

  @Test("A byte order mark before the first line is passed over, and a file that is none is said to be what it is")
  func otherStarts() throws {
    let tokenizer = try load([0xef, 0xbb, 0xbf] + SampleVocabulary.bytes(SampleVocabulary.lines))
    #expect(try tokenizer.encode("abcd") == sample().encode("abcd"))
    let pointer = #expect(throws: UserError.self) {
      try load(Array("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1093733\n".utf8))
    }
    #expect(pointer?.problem.hasPrefix("is a Git LFS pointer") == true)
    let page = #expect(throws: UserError.self) { try load(Array("<!DOCTYPE html>\n<html lang=\"en\">".utf8)) }
    #expect(page?.problem.hasPrefix("is a web page") == true)
  }

  @Test("Ids decode to their bytes, 0 to nothing, and unknown ids are an error")
  func decode() throws {
    let tokenizer = try sample()
    #expect(try tokenizer.decode([0, 302, 0, 101, 312]) == Array("abcd\u{65e5}\u{672c}".utf8))
    #expect(tokenizer.bytes(of: 0) == [])
    for unknown in [-1, 301, 317, 70_000] {
      #expect(tokenizer.bytes(of: unknown) == nil)
      let error = #expect(throws: UserError.self) { try tokenizer.decode([1, unknown]) }
      #expect(error?.problem == "has no token \(unknown); its ids go up to 316")
    }
  }

  @Test("Any bytes come back, and tokens are those of the plain twin", arguments: [1, 2, 3, 4, 5] as [UInt64])
  func roundTrip(seed: UInt64) throws {
    let tokenizer = try sample()
    var tokens: [[UInt8]: Int] = [:]
    for id in 1...316 { if let bytes = tokenizer.bytes(of: id) { tokens[bytes] = id } }
    #expect(tokens.count == 256 + SampleVocabulary.longer.count)
    var state = seed
    let bytes = (0..<2000).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let random = UInt8(state >> 56)
      return random < 160 ? Array("abcde th\r\n".utf8)[Int(random) % 10] : random
    }
    let encoded = tokenizer.encode(bytes: bytes)
    #expect(encoded == plainEncoding(bytes, tokens))
    #expect(try tokenizer.decode(encoded) == bytes)
  }

  @Test("CRLF line ends, and a last line without an end, give the same vocabulary")
  func lineEnds() throws {
    let text = "in the abcde caf\u{e9}\r\n"
    let expected = try sample().encode(text)
    #expect(try load(SampleVocabulary.bytes(SampleVocabulary.lines, lineEnd: "\r\n")).encode(text) == expected)
    #expect(try load(SampleVocabulary.bytes(SampleVocabulary.lines).dropLast()).encode(text) == expected)
  }

  @Test(
    "Python's literals are read as Python reads them",
    arguments: [
      (#"'\xa0'"#, [0xc2, 0xa0]), (#"b'\xa0\x41'"#, [0xa0, 0x41]), (#"'\u00e9x'"#, [0xc3, 0xa9, 0x78]),
      (#"'\U0001f600'"#, [0xf0, 0x9f, 0x98, 0x80]), (#""it's""#, [0x69, 0x74, 0x27, 0x73]),
      (#"'a\'b\"c\\'"#, [0x61, 0x27, 0x62, 0x22, 0x63, 0x5c]), (#"'\n\t\r'"#, [10, 9, 13]),
      (#"'\101\0\18'"#, [65, 0, 1, 56]),
      ("'\u{e9} '", [0xc3, 0xa9, 0x20]), (#"b"\xff'\t""#, [0xff, 0x27, 9]), (#"'\a\b\f\v'"#, [7, 8, 12, 11]),
    ] as [(String, [UInt8])])
  func literals(literal: String, bytes: [UInt8]) throws {
    let tokenizer = try load(SampleVocabulary.bytes(SampleVocabulary.singleBytes + ["400 \(literal) \(bytes.count)"]))
    #expect(tokenizer.bytes(of: 400) == bytes)
    #expect(tokenizer.encode(bytes: bytes) == [400])
  }

  @Test(
    "A bad line is refused with its number, content and the rule",
    arguments: [
      ("", "it does not begin with an id and a space"), ("x 'ab' 2", "it does not begin with an id and a space"),
      ("400\t'ab' 2", "it does not begin with an id and a space"),
      ("0 'ab' 2", "id 0 is not within 1 to 16777215 (0 is the end of a document)"),
      ("99999999 'ab' 2", "id 99999999 is not within 1 to 16777215 (0 is the end of a document)"),
      ("99999999999999999999 'ab' 2", "it does not begin with an id and a space"),
      ("400 ab 2", "a quoted token is expected"), ("400", "it does not begin with an id and a space"),
      ("400 'ab 2", "the closing quote is missing"), (#"400 'ab\"#, "the closing quote is missing"),
      ("400 'ab'", "a space and the length in bytes are expected after the token"),
      ("400 'ab'  2", "a space and the length in bytes are expected after the token"),
      ("400 'ab' 2 ", "a space and the length in bytes are expected after the token"),
      ("400 'ab' 3", "the length column says 3, and the token has 2 bytes"),
      (#"400 '\xa0' 1"#, "the length column says 1, and the token has 2 bytes"),
      ("400 '' 0", "the length column says 0, and the token has 0 bytes"),
      (#"400 '\q' 1"#, #"escape \q is unknown"#), (#"400 b'\u0041' 1"#, #"escape \u is unknown"#),
      (#"400 '\x4' 1"#, "an escape lacks its 2 digits"), (#"400 '\x-4' 1"#, "an escape lacks its 2 digits"),
      (#"400 '\ud800' 3"#, "an escape is no Unicode code point"),
      (#"400 b'\777' 1"#, "an escape is greater than one byte"),
      ("400 b'\u{e9}' 2", "a bytes literal holds only ASCII and escapes"),
      ("97 'abx' 3", "id 97 is already on line 97"), ("400 'a' 1", "the same token is already on line 98"),
    ])
  func badLines(line: String, problem: String) {
    let error = #expect(throws: UserError.self) {
      try load(SampleVocabulary.bytes(SampleVocabulary.singleBytes + [line, "500 'zz' 2"]))
    }
    #expect(error?.problem == "\(problem), in \"\(line)\"")
    #expect(error?.line == 257)
    #expect(error?.description.contains("vocab.txt:257: ") == true)
    #expect(
      error?.remedy.hasPrefix("A line is: id, space, Python literal, space, length in bytes. Get rwkv_vocab") == true)
  }

  @Test("A token that is not UTF-8 in the file, and a long line, are shown shortened")
  func badBytes() {
    let error = #expect(throws: UserError.self) {
      try load(
        SampleVocabulary.bytes(SampleVocabulary.singleBytes) + Array("400 '".utf8) + [0xff] + Array("' 1\n".utf8))
    }
    #expect(error?.problem == "the token is not UTF-8, in \"400 '\u{fffd}' 1\"")
    let long = #expect(throws: UserError.self) {
      try load(Array(("400 " + String(repeating: "y", count: 99)).utf8))
    }
    #expect(long?.problem.hasSuffix("y…\"") == true)
    #expect(long?.line == 1)
  }

  @Test("A vocabulary that lacks single bytes is refused, and so are an empty file and a folder")
  func incomplete() throws {
    let lines = SampleVocabulary.singleBytes.enumerated().filter { $0.offset != 0x41 && $0.offset != 0xf0 }.map(
      \.element)
    let error = #expect(throws: UserError.self) { try load(SampleVocabulary.bytes(lines)) }
    #expect(error?.problem == "has no token for 2 of the 256 single bytes, the first 0x41")
    #expect(throws: UserError.self) { try load([]) }
    #expect(throws: UserError.self) { try WorldTokenizer(contentsOf: #require(folder).path) }
  }

  @Test("The digest is the file's")
  func digest() throws {
    let tokenizer = try sample()
    #expect(try tokenizer.sha256 == MappedFile(tokenizer.path).sha256())
  }
}
