@testable import EvalTasks
import EvalCore
import SharedFixtures
import Testing

@Suite struct PromptTemplateTests {
  private let doc = MMLUDoc(
    subject: "made_up_subject", row: 7, question: " Q\r\n? ", choices: ["w ", "x", "y", "z\r\n"], answer: 2)
  private let shots = [
    MMLUDoc(subject: "made_up_subject", row: 0, question: "First?", choices: ["1", "2", "3", "4"], answer: 1),
    MMLUDoc(subject: "made_up_subject", row: 1, question: "Second?", choices: ["5", "6", "7", "8"], answer: 3),
  ]

  private func template(_ yaml: String) throws -> PromptTemplate { try PromptTemplate(yaml: yaml, path: "p/mine.yaml") }

  private func bundled(_ name: String) throws -> PromptTemplate {
    try PromptTemplate(contentsOf: SharedFixtures.packageRoot + "/prompts/\(name).yaml")
  }

  @Test("lm_eval keeps the description in 0-shot, strips the question and nothing else")
  func lmEval() throws {
    let prompt = try bundled("lm_eval").render(doc)
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
    #expect(prompt.continuations == [" A", " B", " C", " D"])
    #expect(prompt.choices == ["A", "B", "C", "D"])
    #expect(prompt.gold == 2 && prompt.target == "2")
  }

  @Test("lm_eval's few-shot examples stand between description and doc, each with its answer")
  func lmEvalFewshot() throws {
    #expect(
      try bundled("lm_eval").render(shots[0], fewshot: [shots[1]]).context == """
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
      try Array(bundled("recommended").render(doc).context.utf8)
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
  func recommendedFewshot() throws {
    let context = try bundled("recommended").render(doc, fewshot: shots).context
    #expect(context.contains("Assistant: The answer is B\n\nUser: You are"))
    #expect(context.contains("Assistant: The answer is D\n\nUser: You are"))
    #expect(context.hasSuffix("Assistant: The answer is"))
  }

  @Test("A whole subject's prompts equal its docs' prompts one by one", arguments: ["lm_eval", "recommended"])
  func subject(name: String) throws {
    let template = try bundled(name)
    let subject = MMLUSubject(name: "made_up_subject", docs: [doc, shots[0]], fewshot: shots)
    #expect(try template.render(subject) == subject.docs.map { try template.render($0, fewshot: shots) })
  }

  @Test("The hashes are lm-evaluation-harness's: of the context and of the target's text")
  func hashes() throws {
    let prompt = try template("{doc_to_text: 'abc', doc_to_choice: [A, B, C, D], doc_to_target: answer}").render(doc)
    // printf abc | sha256sum; printf 2 | sha256sum
    #expect(prompt.promptHash == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(prompt.targetHash == "d4735e3a265e16eee03f59718b9b5d03019c07d8b6c51f90da3a666eec13ab35")
  }

  @Test("A prompt gives a request a choice")
  func requests() throws {
    let prompt = try template("{doc_to_text: 'abc', doc_to_choice: [A, B], doc_to_target: B}").render(doc)
    #expect(
      prompt.requests == [
        LoglikelihoodRequest(context: "abc", continuation: " A"),
        LoglikelihoodRequest(context: "abc", continuation: " B"),
      ])
  }

  @Test("Delimiters, description, strip and the answers' texts as choices do what the keys say")
  func keys() throws {
    let template = try template(
      """
      description: "\\n{{subject}}: "
      doc_to_text: question
      doc_to_choice: "{{choices}}"
      doc_to_target: "{{ answer }}"
      """)
    let prompt = try template.render(shots[0])
    #expect(prompt.context == "\nmade up subject: First?")
    #expect(prompt.choices == ["1", "2", "3", "4"])
    #expect(prompt.target == "1" && prompt.gold == 1)
    let joined = try self.template(
      """
      doc_to_text: "{{question}}"
      doc_to_choice: choices
      doc_to_target: answer
      target_delimiter: "=>"
      fewshot_delimiter: "|"
      strip: whole
      """)
    #expect(try joined.render(doc, fewshot: shots).context == "First?=>2|Second?=>8| Q\r\n?")
    #expect(try joined.render(doc).continuations == ["=>w ", "=>x", "=>y", "=>z\r\n"])
  }

  @Test("newlines: unix holds for the choices too")
  func newlines() throws {
    let template = try template(
      "{doc_to_text: question, doc_to_choice: choices, doc_to_target: answer, newlines: unix, target_delimiter: \"\\r\\n\"}"
    )
    #expect(Array(try template.render(doc).continuations[3].utf8) == Array("\nz\n".utf8))
  }

  @Test("Name and digest come from the file")
  func identity() throws {
    let template = try template("{doc_to_text: abc, doc_to_choice: [A], doc_to_target: 0}")
    #expect(template.name == "mine" && template.path == "p/mine.yaml")
    // printf '{doc_to_text: abc, doc_to_choice: [A], doc_to_target: 0}' | sha256sum
    #expect(template.sha256 == "1c36faac2f873967b55159516f96d9f77d0587358d780e714d9dfbd80e8884e1")
    #expect(template.summary.isEmpty)
    #expect(
      try self.template("## Sum.\n# More.\ndoc_to_text: a\ndoc_to_choice: [A]\ndoc_to_target: A").summary == "Sum.")
  }
}
