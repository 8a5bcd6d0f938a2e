import FileWriters
import Testing

@Suite struct PromptInputTests {
  private static func file(_ name: String, at place: String, _ problem: String, remedy: String, _ text: String)
    -> BadInput
  {
    BadInput(name, place: "/mine.yaml" + place, problem: problem, remedy: remedy) {
      ["--prompt", try $0.write(text, to: "mine.yaml")]
    }
  }

  static let prompts = [
    file(
      "an unknown placeholder", at: ":1: doc_to_text, line 1, column 3", "\"questoin\" is undefined",
      remedy: "Did you mean \"question\"?",
      "doc_to_text: '{{questoin}}'\ndoc_to_choice: [A, B]\ndoc_to_target: answer\n"),
    file(
      "an unknown key", at: ":1", "unknown key \"doc_to_texx\"", remedy: "Did you mean \"doc_to_text\"?",
      "doc_to_texx: a\n"),
    file("no YAML", at: ":2", "is not YAML", remedy: "Check the indentation", "doc_to_text: [b\n"),
    file("an empty file", at: "", "is an empty file (0 bytes)", remedy: "Fetch or write it again", ""),
    BadInput("an unknown name", place: "prompts", problem: "\"recomended\"", remedy: "Did you mean \"recommended\"?") {
      _ in
      ["--prompt", "recomended"]
    },
    BadInput("a folder", place: "", problem: "is a folder where a file is expected", remedy: "Name a file inside it") {
      ["--prompt", $0.path]
    },
    BadInput("no such file", place: "/none.yaml", problem: "no such file", remedy: "Check the path") {
      ["--prompt", $0.path + "/none.yaml"]
    },
  ]

  @Test("A bad prompt is refused and leaves no result", arguments: prompts)
  func refusesPrompts(_ input: BadInput) throws { try input.checkRun() }
}
