import EvalTasks
import Testing

@Suite struct TextTemplateTests {
  private let values: [String: TemplateValue] = [
    "question": .text(" a_b\r\n"), "choices": .list(["w", "x ", "y", "z"]), "answer": .integer(3),
  ]

  private func render(_ text: String) throws -> String {
    try TextTemplate(text, variables: ["question", "choices", "answer"]).render(values)
  }

  @Test(
    "Placeholders are filled as Jinja fills them",
    arguments: [
      ("", ""), ("plain } }} { text\n", "plain } }} { text\n"), ("{{question}}", " a_b\r\n"), ("question", " a_b\r\n"),
      ("question ", "question "), ("[{{ question.strip() }}]", "[a_b]"), ("[{{question.lstrip()}}]", "[a_b\r\n]"),
      ("[{{question.rstrip()}}]", "[ a_b]"), ("{{ choices[0] }}{{choices[-1]}}", "wz"),
      ("{{choices[1].strip()}}.", "x."),
      ("{{question.strip().replace(\"_\", \" \")}}", "a b"), ("{{question.replace('_',\"}}\").strip()}}", "a}}b"),
      ("{{question.replace(\"\\r\\n\", '\\'')}}", " a_b'"), ("{{answer}}{{answer}}", "33"),
      ("{{\n question . strip ( ) }}", "a_b"),
      ("line\r\nline", "line\nline"), ("é\u{301}{{answer}}", "é\u{301}3"),
    ])
  func renders(text: String, expected: String) throws {
    #expect(Array(try render(text).utf8) == Array(expected.utf8))
  }

  @Test("Values are not templates: braces in a question stay as they are")
  func notRecursive() throws {
    let template = try TextTemplate("{{question}}", variables: ["question"])
    #expect(try template.render(["question": .text("{{answer}} {% x %}")]) == "{{answer}} {% x %}")
  }
}
