import EvalCore
import EvalTasks
import Jinja
import OrderedCollections
import Testing
import PythonValues

@Suite struct PromptTests {
  private let doc = PromptedDocs.doc(" Q\r\n? ", ["w ", "x", "y", "z\r\n"], 2)
  private let shots = [
    PromptedDocs.doc("First?", ["1", "2", "3", "4"], 1), PromptedDocs.doc("Second?", ["5", "6", "7", "8"], 3),
  ]

  private func continuations(_ doc: RenderedDoc) -> [String] { doc.requests.map(\.continuation) }

  @Test("lm_eval keeps the description in 0-shot, strips the question and nothing else")
  func lmEval() throws {
    let prompt = try PromptedDocs(bundled: "lm_eval").rendered(doc)
    #expect(
      Array(prompt.context.utf8)
        == Array(
          """
          The following are multiple choice questions (with answers) about made up subject.

          Q\r\n?
          A. w\u{20}
          B. x
          C. y
          D. z\r\n
          Answer:
          """.utf8))
    #expect(continuations(prompt) == [" A", " B", " C", " D"])
    #expect(prompt.requests.allSatisfy { $0.context == prompt.context })
    #expect(prompt.choices == ["A", "B", "C", "D"])
    #expect(prompt.gold == .choice(2) && prompt.target == "2")
  }

  @Test("lm_eval's few-shot examples stand between description and doc, each with its answer")
  func lmEvalFewShot() throws {
    #expect(
      try PromptedDocs(bundled: "lm_eval").context(shots[0], fewShot: [shots[1]]) == """
        The following are multiple choice questions (with answers) about made up subject.

        Second?
        A. 5
        B. 6
        C. 7
        D. 8
        Answer: D

        First?
        A. 1
        B. 2
        C. 3
        D. 4
        Answer:
        """)
  }

  @Test("recommended turns \\r\\n into \\n and leaves the question's spaces")
  func recommended() throws {
    #expect(
      try Array(PromptedDocs(bundled: "recommended").context(doc).utf8)
        == Array(
          """
          User: You are a very talented expert in made up subject. Answer this question:
           Q
          ?\u{20}
          A. w\u{20}
          B. x
          C. y
          D. z


          Assistant: The answer is
          """.utf8))
  }

  @Test("recommended's few-shot examples end with their answers")
  func recommendedFewShot() throws {
    let context = try PromptedDocs(bundled: "recommended").context(doc, fewShot: shots)
    #expect(context.contains("Assistant: The answer is B\n\nUser: You are"))
    #expect(context.contains("Assistant: The answer is D\n\nUser: You are"))
    #expect(context.hasSuffix("Assistant: The answer is"))
  }

  @Test("The hashes are lm-evaluation-harness's: of the context, the target's text, and the doc as the data has it")
  func hashes() throws {
    let yaml = "{doc_to_text: 'abc', doc_to_choice: [A, B, C, D], doc_to_target: answer}"
    let prompt = try PromptedDocs(yaml: yaml).rendered(doc)
    // printf abc | sha256sum; printf 2 | sha256sum
    #expect(prompt.promptHash == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(prompt.targetHash == "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35")
    #expect(prompt.doc == doc)
  }

  @Test("A prompt gives a request a choice")
  func requests() throws {
    let prompt = try PromptedDocs(yaml: "{doc_to_text: 'abc', doc_to_choice: [A, B], doc_to_target: B}").rendered(doc)
    #expect(
      prompt.requests == [
        PromptRequest(context: "abc", continuation: " A"), PromptRequest(context: "abc", continuation: " B"),
      ])
    #expect(prompt.gold == .choice(1))
  }

  @Test("Delimiters, description, strip and the answers' texts as choices do what the keys say")
  func keys() throws {
    let plain = try PromptedDocs(
      yaml: """
        description: "\\n{{subject}}: "
        doc_to_text: question
        doc_to_choice: "{{choices}}"
        doc_to_target: "{{ answer }}"
        """
    ).rendered(shots[0])
    #expect(plain.context == "\nmade up subject: First?")
    #expect(plain.choices == ["1", "2", "3", "4"])
    #expect(plain.target == "1" && plain.gold == .choice(1))
    let joined = try PromptedDocs(
      yaml: """
        doc_to_text: "{{question}}"
        doc_to_choice: choices
        doc_to_target: answer
        target_delimiter: "=>"
        fewshot_delimiter: "|"
        strip: whole
        """)
    #expect(try joined.context(doc, fewShot: shots) == "First?=>2|Second?=>8| Q\r\n?")
    #expect(try continuations(joined.rendered(doc)) == ["=>w ", "=>x", "=>y", "=>z\r\n"])
  }

  @Test("Items of doc_to_choice are columns or templates, and plain values are texts as written")
  func choiceTemplates() throws {
    let yaml = "{doc_to_text: 7, doc_to_choice: [yes, 1.0, question, '{{choices[0]}} {{subject}}'], doc_to_target: 0}"
    let prompt = try PromptedDocs(yaml: yaml.replacing("7,", with: "7.50,")).rendered(shots[0])
    #expect(prompt.context == "7.50")
    #expect(prompt.choices == ["yes", "1.0", "First?", "1 made up subject"])
    #expect(prompt.gold == .choice(0))
  }

  @Test("newlines: unix holds for the choices and the delimiter too")
  func newlines() throws {
    let prompt = try PromptedDocs(
      yaml: """
        {doc_to_text: question, doc_to_choice: choices, doc_to_target: answer, newlines: unix, target_delimiter: "\\r\\n"}
        """
    ).rendered(doc)
    #expect(Array(continuations(prompt)[3].utf8) == Array("\nz\n".utf8))
    #expect(Array(prompt.choices[3].utf8) == Array("z\n".utf8))
    #expect(prompt.context == " Q\n? ")
  }

  @Test("newlines and strip may stand in a task's file")
  func taskKeys() throws {
    let lines = "newlines: unix\nstrip: whole\ntarget_delimiter: \"\\r\\n\"\n"
    let yaml = SmallTasks.task.replacing("[yes it is, no]", with: "[yes it is, 'no']") + lines
    let task = try SmallTasks(["task.yaml": yaml]).load("small")[0].tasks[0]
    let doc: Doc = ["question": .string("  a\r\nb "), "answer": .int(1)]
    let rendered = try DocRenderer(task, docs: [doc]).render(doc, docID: 0)
    #expect(rendered.requests.map(\.context) == ["a\nb", "a\nb"])
    #expect(continuations(rendered) == ["\nyes it is", "\nno"])
    #expect(
      try SmallTasks.message("newlines: dos\n")
        == "…/task.yaml:8: \"dos\" is no value of \"newlines\". Known: keep, unix.")
  }

  @Test("On another task the variables are the doc's own columns, and subject is as the data has it")
  func ownColumns() throws {
    let prompt = try Prompt(
      yaml: "{doc_to_text: '{{question}} ({{subject}})', doc_to_choice: ['no', 'yes'], doc_to_target: answer}",
      path: "p/mine.yaml")
    let task = try SmallTasks.task("").under(prompt)
    let doc: Doc = ["question": .string("Is it?"), "subject": .string("made_up"), "answer": .int(1)]
    let rendered = try DocRenderer(task, docs: [doc]).render(doc, docID: 0)
    #expect(rendered.context == "Is it? (made_up)")
    #expect(rendered.choices == ["no", "yes"] && rendered.gold == .choice(1))
    #expect(task.prompt?.sha256 == prompt.sha256)
  }

  @Test("Name and digest come from the file")
  func identity() throws {
    let prompt = try Prompt(yaml: "{doc_to_text: abc, doc_to_choice: [A], doc_to_target: 0}", path: "p/mine.yaml")
    #expect(prompt.name == "mine" && prompt.path == "p/mine.yaml" && prompt.label == "p/mine.yaml")
    // printf '{doc_to_text: abc, doc_to_choice: [A], doc_to_target: 0}' | sha256sum
    #expect(prompt.sha256 == "1c36faac2f873967b55159516f96d9f77d0587358d780e714d9dfbd80e8884e1")
    #expect(prompt.summary.isEmpty)
    let yaml = "## Sum.\n# More.\ndoc_to_text: a\ndoc_to_choice: [A]\ndoc_to_target: A"
    #expect(try Prompt(yaml: yaml, path: "x.yaml").summary == "Sum.")
  }
}
