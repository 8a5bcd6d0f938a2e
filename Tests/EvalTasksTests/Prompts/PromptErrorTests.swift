import Console
import EvalTasks
import FileWriters
import SharedFixtures
import Testing

@Suite struct PromptErrorTests {
  private func message(_ yaml: String) -> String? {
    #expect(throws: UserError.self) { _ = try Prompt(yaml: yaml, path: "p/x.yaml") }?.description
  }

  /// The text of the error of reading a prompt, or else of rendering a doc under it.
  private func message(text: String) -> String? {
    let yaml = "doc_to_text: |-\n  First line\n  \(text)\ndoc_to_choice: [A, B, C, D]\ndoc_to_target: answer\n"
    do {
      _ = try PromptedDocs(Prompt(yaml: yaml, path: "p/x.yaml")).rendered(
        PromptedDocs.doc("Which?", ["a", "b", "c", "d"], 0))
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test("An undefined variable names task, doc, file, key, line and column, and the nearest name")
  func undefined() {
    #expect(
      message(text: "    {{questoin}}")
        == "task mmlu_made_up, doc 0, p/x.yaml:1: doc_to_text, line 2, column 7: \"questoin\" is undefined. Did you mean "
        + "\"question\"? Known: question, subject, choices, answer.")
  }

  @Test("A list's template names the key's place too")
  func choice() throws {
    let docs = try PromptedDocs(yaml: "doc_to_text: a\ndoc_to_target: 0\ndoc_to_choice: [A, '{{b}}']\n")
    let error = #expect(throws: UserError.self) { try docs.rendered(PromptedDocs.doc("Q?", ["a", "b"], 0)) }
    #expect(
      error?.description.hasPrefix(
        "task mmlu_made_up, doc 0, p/mine.yaml:3: doc_to_choice, line 1, column 3: \"b\" is undefined. ") == true)
  }

  @Test(
    "A mistake in a template names its place",
    arguments: [
      ("{{question.stripp()}}", "column 12: a value of type str has no attribute \"stripp\". Did you mean \"strip\""),
      ("{{question | uper}}", "column 14: unknown filter \"uper\". Did you mean \"upper\""),
      ("{{question}", "column 11: \"}\" closes nothing. Check the brackets"),
      ("{{question", "column 1: the tag that begins here is not closed. Close it with }}."),
      ("{{}}", "column 3: expected an expression, found \"}}\". Placeholders look like"),
      ("{{choices[4]}}", "column 3: the list of length 4 has no item 4. Items count from 0"),
      ("{{choices[-5]}}", "column 3: the list of length 4 has no item -5. Items"),
      ("{{choices[a]}}", "column 11: \"a\" is undefined. Known: question"),
      ("{{choices[99999999999999999999]}}", "column 11: a whole number is outside of 64 bits. "),
      ("{{choices[0}}", "column 12: \"}\" closes nothing. "),
      ("{{choices.strip()}}", "column 11: a value of type list has no attribute \"strip\". "),
      ("{{answer.strip()}}", "column 10: a value of type int has no attribute \"strip\". "),
      ("{{question.strip}}", "column 3: \"strip\" is a method of str. Call it: .strip()"),
      (
        "{{question.strip(1)}}",
        "column 12: the argument \"chars\" of the method \"strip\" is of type int."
      ),
      ("{{question.replace(\"a\")}}", "column 12: the method \"replace\" needs its argument \"new\". Its arguments"),
      ("{{question.replace(\"a, b)}}", "column 20: the text that begins here is not closed. Close it with \"."),
      ("{{question.}}", "column 12: expected a name or number behind the dot, found \"}}\". "),
      ("{{question + 1}}", "column 12: str and int cannot be combined with +. Join texts with ~"),
      ("{% if question %}", "column 4: the tag \"if\" is not closed. Close it with {% endif %}."),
      ("x {# note", "column 3: the comment that begins here is not closed. Close it with #}."),
    ])
  func template(text: String, expected: String) throws {
    let message = try #require(self.message(text: text))
    #expect(message.contains("p/x.yaml:1: doc_to_text, line 2, column "))
    #expect(message.contains(expected), "\(message)")
  }

  @Test("The description is a template of the doc's columns")
  func description() throws {
    let yaml = "{description: '{{subjekt}}', doc_to_text: a, doc_to_choice: [A], doc_to_target: 0}"
    let error = #expect(throws: UserError.self) {
      try PromptedDocs(yaml: yaml).rendered(PromptedDocs.doc("Q?", ["a"], 0))
    }
    #expect(
      error?.description.hasPrefix(
        "task mmlu_made_up, doc 0, p/mine.yaml:1: description, line 1, column 3: \"subjekt\" is undefined. Did you mean "
          + "\"subject\"?") == true)
  }

  @Test("A task of choices needs doc_to_choice, and one of whole texts takes no prompt")
  func kinds() throws {
    let prompt = try Prompt(yaml: "{doc_to_text: a, doc_to_target: b}", path: "p/x.yaml")
    func message(_ yaml: String) throws -> String? {
      let text = "task: small\ndataset_path: json\ntest_split: test\ndoc_to_text: q\ndoc_to_target: a\n" + yaml
      let task = try SmallTasks(["task.yaml": text]).load("small")[0]
      do {
        return "no error: \(try task.under(prompt).tasks[0].docToText.key)"
      } catch {
        return error.description
      }
    }
    #expect(
      try message("output_type: multiple_choice\ndoc_to_choice: [a, b]\n")
        == "p/x.yaml: the key \"doc_to_choice\" is missing, and the task small chooses among choices. Add it; "
        + "prompts/lm_eval.yaml shows every key with its meaning.")
    #expect(
      try message("output_type: loglikelihood_rolling\n")
        == "p/x.yaml: the task small scores whole texts, which no prompt is put to. Leave the prompt out, or the task.")
    #expect(try message("output_type: loglikelihood\n") == "no error: p/x.yaml:1: doc_to_text")
  }

  @Test(
    "A mistake in the file names its line",
    arguments: [
      (
        "doc_to_text: a\ndoc_to_choise: [A]\n",
        ":2: unknown key \"doc_to_choise\". Did you mean \"doc_to_choice\""
      ),
      ("doc_to_text: a\n[x]: b\n", ":2: a key is not a text. Write a name before the colon"),
      (
        "doc_to_text: a\ndoc_to_text: b\n",
        ": \"doc_to_text\" is there more than once. Keep one of them; lm-eval takes the last."
      ),
      ("doc_to_text: a\ndescription: [x]\n", ":2: the value of \"description\" is not a text. Put a text that begins"),
      (
        "\ndoc_to_text: {{question}}\n",
        ":2: a key is not a text. Write a name before the colon, and put a text with {{ }} in quotes."
      ),
      ("doc_to_text:\n", ":1: the key \"doc_to_text\" has no value. Write \"\" for an empty text."),
      ("doc_to_text: a\ndescription: ~\n", ":2: the key \"description\" has no value. Write"),
      ("doc_to_choice: []\n", ":1: the value of \"doc_to_choice\" is not a list of texts, or one text. "),
      ("doc_to_text: \"a\nb: c\n", "is not YAML ("),
      ("just text", ":1: is not a mapping of keys to values. Start from a copy of prompts/lm_eval.yaml: its keys are "),
      ("# nothing\n", ":1: is not a mapping of keys to values. "),
      ("doc_to_choice: [A]\ndoc_to_target: 0\n", ": the key \"doc_to_text\" is missing. Add it; prompts/lm_eval.yaml"),
      ("doc_to_choice: [A, ~]\n", ":1: the value of \"doc_to_choice\" is not a list of texts, or one text. "),
      ("doc_to_text: !function a.b\n", ":1: the value of \"doc_to_text\" is not a text. "),
      ("doc_to_text: a\ndoc_to_choice: [A]\n", ": the key \"doc_to_target\" is missing. Add it"),
      ("doc_to_text: a\nnewlines: dos\n", ":2: \"dos\" is no value of \"newlines\". Known: keep, unix."),
      (
        "doc_to_text: a\nstrip: whol\n",
        ":2: \"whol\" is no value of \"strip\". Did you mean \"whole\"? Known: none, whole."
      ),
      (
        "doc_to_text: a\ndescription: '{{'\n",
        ":2: description, line 1, column 1: the tag that begins here is not closed"
      ),
    ])
  func file(yaml: String, expected: String) throws {
    let message = try #require(self.message(yaml))
    #expect(message.hasPrefix("p/x.yaml:"))
    #expect(message.contains(expected), "\(message)")
  }

  @Test("YAML's own errors carry the line")
  func yamlLine() { #expect(message("doc_to_text: a\n  b: - c\n")?.hasPrefix("p/x.yaml:2: is not YAML (") == true) }

  @Test("A prompt file that is missing, a folder or not UTF-8 is refused")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    let bytes = try folder.write([0x61, 0xff], to: "bad.yaml")
    func message(_ path: String) -> String {
      do { return "no error: \(try Prompt(contentsOf: path).name)" } catch { return "\(error)" }
    }
    #expect(message(bytes) == "\(bytes): is not valid UTF-8. Save it as UTF-8.")
    #expect(message(folder.path + "/none.yaml") == "\(folder.path)/none.yaml: no such file. Check the path.")
    #expect(message(folder.path).hasPrefix("\(folder.path): is a folder where a file is expected. "))
  }
}
