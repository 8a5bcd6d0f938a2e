import Console
import EvalTasks
import PythonValues
import Testing

@Suite struct RenderingErrorTests {
  private func yaml(text: String = "q", choice: String = "[\"a\", \"b\"]", target: String = "label", more: String = "")
    -> String
  {
    "output_type: multiple_choice\ndoc_to_text: \(text)\ndoc_to_choice: \(choice)\ndoc_to_target: \(target)\n\(more)"
  }

  private let good: Doc = ["q": .string("q"), "label": .int(0), "opts": .list([.string("x")])]

  private func message(_ yaml: String, _ bad: Doc? = nil, examples: [Int] = []) throws -> String {
    let small = try SmallDocs(yaml, bad.map { [good, $0] } ?? [good])
    return small.message(bad == nil || !examples.isEmpty ? 0 : 1, examples: examples) ?? "no error"
  }

  @Test("A variable that is not there names task, doc, key, line and column")
  func undefined() throws {
    let message = try message(yaml(text: "\"a\\n{{questoin}}\"", target: "0"))
    #expect(message.hasPrefix("task small, doc 0, doc_to_text, line 2, column 3: "), "\(message)")
    #expect(message.contains("questoin"))
  }

  @Test("A template that is none names its key and place")
  func syntax() throws {
    #expect(try message(yaml(text: "\"{{ q\"")).hasPrefix("task small, doc_to_text, line 1, column "))
    #expect(try message(yaml(more: "description: \"{% x %}\"\n")).hasPrefix("task small, description, line 1, column "))
  }

  @Test("A column that only the first doc has names the doc and its columns")
  func column() throws {
    #expect(
      try message(yaml(), ["label": .int(0)])
        == "task small, doc 1, doc_to_text: the doc has no column \"q\". Columns: label.")
  }

  @Test(
    "Choices must be a list of texts",
    arguments: [
      ("\"opts\"", PythonValue.list([]), "the list of choices is empty. Look at the doc in the data."),
      ("\"opts\"", .string("ab"), "'ab' is no list of choices. Give a list of texts."),
      ("\"opts\"", .list([.int(1)]), "the choice 1 is no text. Put words such as yes, no and numbers in quotes."),
      (
        "\"{{opts}}\"", .string("x y"),
        "\"x y\" is no Python list. Let the template write a list, for example {{ [first, second] }}."
      ),
      (
        "\"opts\"", .list([.string("a"), PythonValue.none]),
        "the choice None is no text. Put words such as yes, no and numbers in quotes. A cell NA, None or null of a CSV "
          + "file is read so unless dataset_kwargs has keep_default_na: false."
      ),
      ("\"{{opts}}\"", .string("5"), "5 is no list of choices."),
      ("\"{{opts}}\"", .list([]), "the list of choices is empty."),
      ("[yes, no]", .string("x"), "the choice True is no text."),
    ])
  func choices(choice: String, opts: PythonValue, expected: String) throws {
    let small = try SmallDocs(yaml(choice: choice), [["q": .string("q"), "label": .int(0), "opts": opts]])
    let message = small.message() ?? "no error"
    #expect(message.hasPrefix("task small, doc 0, doc_to_choice: \(expected)"), "\(message)")
  }

  @Test("A choice of no text is an error where no delimiter comes before it")
  func emptyChoice() throws {
    let choices = "[\"a\", \"\"]"
    #expect(try message(yaml(choice: choices)) == "no error")
    #expect(
      try message(yaml(choice: choices, more: "target_delimiter: \"\"\n")).hasPrefix(
        "task small, doc 0, doc_to_choice: a choice is empty and so is target_delimiter"))
  }

  @Test(
    "A target must name a choice",
    arguments: [
      ("label", PythonValue.double(1), "1.0 names no choice. Give the index or the text of one."),
      ("label", PythonValue.none, "None names no choice."),
      ("label", .list([.int(0)]), "[0] is a list, which the first doc's is not. Give one index for every doc"),
      ("\"{{label}}\"", .string("007"), "\"007\" is no whole number to Python. Write it without leading zeros"),
    ])
  func target(target: String, label: PythonValue, expected: String) throws {
    let message = try message(yaml(target: target), ["q": .string("q"), "label": label])
    #expect(message.hasPrefix("task small, doc 1, doc_to_target: \(expected)"), "\(message)")
  }

  @Test("Where the first doc has several answers, all must, and they are indices")
  func severalAnswers() throws {
    let docs: [Doc] = [PythonValue.list([.int(0)]), .int(0), .list([.string("a")])].map {
      ["q": .string("q"), "label": $0]
    }
    let small = try SmallDocs(yaml(), docs)
    #expect(small.message(0) == nil)
    #expect(small.message(1)?.contains("doc 1, doc_to_target: 0 is no list, which the first doc's is.") == true)
    #expect(small.message(2)?.contains("doc 2, doc_to_target: 'a' is no index of a choice.") == true)
  }

  @Test("A text that is a number in one doc and a sentence in the first is an error, as in lm-eval")
  func question() throws {
    let message = try message(yaml(text: "\"{{q}}\""), ["q": .string("1984"), "label": .int(0)])
    #expect(message.hasPrefix("task small, doc 1, doc_to_text: 1984 is no text."), "\(message)")
    #expect(try self.message(yaml(), ["q": .int(3), "label": .int(0)]).contains("doc_to_text: 3 is no text."))
  }

  @Test(
    "The answer of a few-shot example must be there",
    arguments: [
      (PythonValue.int(2), "doc_to_target: the answer 2 of a few-shot example is out of range: it has 2 choices."),
      (.int(-3), "doc_to_target: the answer -3 of a few-shot example is out of range"),
      (.list([.int(0)]), "doc_to_target: [0] does not begin with the text of an answer."),
      (.list([]), "doc_to_target: [] does not begin with the text of an answer."),
      (.double(0.5), "doc_to_target: 0.5 is no text."),
    ])
  func example(label: PythonValue, expected: String) throws {
    let message = try message(yaml(), ["q": .string("q"), "label": label], examples: [1])
    #expect(message.hasPrefix("task small, \(expected)"), "\(message)")
  }

  @Test("An index without choices is an error in an example")
  func noChoices() throws {
    let message = try message(yaml(more: "fewshot_config: {doc_to_choice: null}\n"), good, examples: [1])
    #expect(message.hasPrefix("task small, doc_to_target: there are no choices for the index 0."), "\(message)")
  }

  @Test("A continuation must be a text that is not empty")
  func continuation() throws {
    let yaml = "output_type: loglikelihood\ndoc_to_text: q\ndoc_to_target: label\n"
    #expect(try message(yaml).hasPrefix("task small, doc 0, doc_to_target: 0 is no text."))
    #expect(try message(yaml.replacing("label", with: "\"\"")).contains("doc_to_target: the target is empty"))
    let rolling = yaml.replacing("loglikelihood", with: "loglikelihood_rolling")
    #expect(try message(rolling).hasPrefix("task small, doc 0, doc_to_target: 0 is no text."))
  }

  @Test("A split without docs is an error")
  func noDocs() throws {
    let small = try SmallDocs(yaml(), [])
    #expect(throws: UserError.self) { _ = try DocRenderer(small.task, docs: []) }
  }
}
