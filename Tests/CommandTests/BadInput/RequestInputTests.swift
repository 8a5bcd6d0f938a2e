import FileWriters
import Testing

@Suite struct RequestInputTests {
  /// A file whose first line is good and whose third has the fault; a blank line between them counts.
  private static func third(_ line: String, _ problem: String, remedy: String) -> BadInput {
    BadInput(line, place: "requests.jsonl:3:", problem: problem, remedy: remedy) {
      let text = "{\"context\": \"a\", \"continuation\": \"b\"}\n\n\(line)\n"
      return ["loglikelihood", "--loops", "8", "--requests", try $0.write(text, to: "requests.jsonl")]
    }
  }

  static let lines = [
    third(
      "{\"context\": \"a\", \"continuation\": \"b\"", "column 37: \",\" or \"}\" is expected",
      remedy: "Close the object"),
    third(
      "{\"context\": \"a\", \"continuation\": \"b\", \"context\": \"c\"}", "the key \"context\" is there twice",
      remedy: "Keep one of the two"),
    third(
      "{\"context\": \"a\", \"continuation\": \"\"}", "the continuation has no tokens", remedy: "Give a continuation"),
    third("{\"context_tokens\": [1], \"continuation_tokens\": [999]}", "token 999 is outside", remedy: "--tokenizer"),
    third("[1, 2]", "not a JSON object", remedy: "Write {\"context\": …"),
    third("{\"contxt\": \"a\", \"continuation\": \"b\"}", "unknown key \"contxt\"", remedy: "Known: context,"),
    third("{\"context\": \"a\"}", "no continuation", remedy: "Give \"continuation\": text"),
    third("{\"continuation\": \"a\"}", "no context", remedy: "Give \"context\": text"),
    third("{\"context\": 5, \"continuation\": \"a\"}", "context is not a text", remedy: "Give \"context\": text"),
    third(
      "{\"context\": \"a\", \"context_tokens\": [1], \"continuation\": \"a\"}", "both context and context_tokens",
      remedy: "Give one of them"),
    third(
      "{\"context_tokens\": [1.5], \"continuation\": \"a\"}", "context_tokens is not a list of whole numbers",
      remedy: "[ids]"),
    third(
      "{\"context_tokens\": [true], \"continuation\": \"a\"}", "context_tokens is not a list of whole numbers",
      remedy: "[ids]"),
  ]

  static let contents = [
    bad(
      "{\"context_tokens\": [1], \"continuation_tokens\": [368]}", "token 368 is outside the model's vocabulary of 368"),
    bad(
      "{\"context_tokens\": [-1], \"continuation_tokens\": [3]}", "token -1 is outside the model's vocabulary of 368"),
    bad(
      "{\"context\": \"a\", \"continuation\": \"\"}", "the continuation has no tokens", remedy: "Give a continuation"),
    bad("", "no requests in it", place: "standard input", remedy: "Write a JSON object a line"),
    bad("{", "a key in double quotes is expected", place: "standard input:1", remedy: "in double quotes"),
    bad("7", "not a JSON object", place: "standard input:1", remedy: "Write {\"context\": …"),
  ]

  private static func bad(
    _ line: String, _ problem: String, place: String = "standard input:1:", remedy: String = "--tokenizer"
  ) -> BadInput {
    BadInput(line, place: place, problem: problem, remedy: remedy) { _ in
      ["loglikelihood", "--loops", "8", "--requests", "-"]
    }
  }

  @Test("A bad line is refused with file and line", arguments: lines)
  func refusesLines(_ input: BadInput) throws { try input.check() }

  @Test("Requests that cannot be scored are refused", arguments: contents)
  func refusesContents(_ input: BadInput) throws { try input.check(input: input.name) }

  @Test("A folder, nothing, or bytes that are no UTF-8 in place of requests are refused")
  func files() throws {
    let remedy = "Give a file of JSON lines"
    try BadInput("a folder", place: "--requests", problem: "not a readable file", remedy: remedy) {
      ["loglikelihood", "--requests", $0.path]
    }.check()
    try BadInput("no file", place: "/none.jsonl", problem: "not a readable file", remedy: remedy) {
      ["loglikelihood", "--requests", $0.path + "/none.jsonl"]
    }.check()
    try BadInput("bytes", place: "requests.jsonl", problem: "not valid UTF-8", remedy: "Write the requests as UTF-8") {
      ["loglikelihood", "--requests", try $0.write([0x22, 0xff, 0x22], to: "requests.jsonl")]
    }.check()
  }
}
