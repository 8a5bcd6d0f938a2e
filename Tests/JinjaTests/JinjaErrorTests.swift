import Jinja
import PythonValues
import Testing

@Suite struct JinjaErrorTests {
  private let variables: PythonValue.Dictionary = [
    "question": .string("Why?"), "choices": .list([.string("a"), .string("b")]), "answer": .int(1),
    "doc": .dictionary(["title": .string("T"), "copy": .int(1)]),
  ]

  private func message(_ source: String) -> String? {
    #expect(throws: JinjaError.self, "\(source)") { try JinjaTemplate(source: source).render(variables) }?.description
  }

  @Test("An undefined variable is named where it stands, with the nearest names")
  func undefined() {
    #expect(
      message("line\n  {{ questoin.strip() }}")
        == "line 2, column 6: \"questoin\" is undefined. Did you mean \"question\"? Known: question, choices, answer, doc."
    )
  }

  @Test(
    "A mistake has its line and column, and a remedy",
    arguments: [
      (
        "{{ question.stripp() }}",
        "line 1, column 13: a value of type str has no attribute \"stripp\". Did you mean \"strip\""
      ),
      ("a\r\nb{{ question|uper }}", "line 2, column 14: unknown filter \"uper\". Did you mean \"upper\""),
      ("{{ answer is evn }}", "line 1, column 14: unknown test \"evn\". Did you mean \"even\""),
      ("{% fro x in choices %}{% endfor %}", "line 1, column 4: unknown tag \"fro\". Did you mean \"for\""),
      ("{{ choices[4] }}", "line 1, column 4: the list of length 2 has no item 4. Items count from 0"),
      ("{{ doc.titel }}", "line 1, column 4: the dictionary has no \"titel\". Did you mean \"title\""),
      ("{% if answer %}x", "line 1, column 4: the tag \"if\" is not closed. Close it with {% endif %}."),
      ("é{{ question", "line 1, column 2: the tag that begins here is not closed. Close it with }}."),
      ("{# note", "line 1, column 1: the comment that begins here is not closed. Close it with #}."),
      ("{% raw %}x", "line 1, column 1: the raw block that begins here is not closed. Close it with {% endraw %}."),
      ("{{ 'a }}", "line 1, column 4: the text that begins here is not closed. Close it with '."),
      ("{{ answer + 'x' }}", "line 1, column 11: int and str cannot be combined with +. Join texts with ~"),
      ("{% endif %}", "line 1, column 4: \"endif\" closes nothing. Check the tags before it."),
      (
        "{{ question.replace('a') }}",
        "line 1, column 13: the method \"replace\" needs its argument \"new\". Its arguments: (old, new, [count])."
      ),
      (
        "{{ question|join(', ', nope=1) }}",
        "line 1, column 13: the filter \"join\" has no argument named \"nope\". Its"
      ),
      ("{% for a, b in [[1]] %}{% endfor %}", "line 1, column 4: 1 values are assigned to 2 names. Name each of them."),
    ])
  func mistakes(source: String, expected: String) throws {
    #expect(try #require(message(source)).hasPrefix(expected), "\(String(describing: message(source)))")
  }

  @Test(
    "What Jinja or Python has and this has not is an error that says so",
    arguments: [
      ("{% include 'x' %}", "unknown tag \"include\""),
      ("{% block x %}{% endblock %}", "unknown tag \"block\""),
      ("{% for x in choices recursive %}{% endfor %}", "a recursive loop is not supported"),
      ("{{ question|urlize }}", "unknown filter \"urlize\""),
      ("{{ choices.append(1) }}", "the method \"append\" of list is not supported"),
      ("{{ question.encode() }}", "the method \"encode\" of str is not supported"),
      ("{{ doc.copy }}", "the method \"copy\" of dict is not supported"),
      ("{{ f(*choices) }}", "unpacking of arguments is not supported"),
      ("{{ '\\N{BULLET}' }}", "the escape \\N{…} is not supported"),
      ("{{ 9223372036854775807 + 1 }}", "a whole number is outside of 64 bits"),
      ("{{ 2 ** 64 }}", "a whole number is outside of 64 bits"),
      ("{{ 9223372036854775808 }}", "a whole number is outside of 64 bits"),
      ("{{ 15|round(-1) }}", "rounding to tens is not supported"),
      ("{{ (-8) ** 0.5 }}", "a root of a negative number is not supported"),
      ("{{ choices|map('upper') }}", "what \"map\" gives cannot be written"),
      ("{{ question.strip }}", "\"strip\" is a method of str"),
      ("{{ [missing] }}", "\"missing\" is undefined"),
      ("{{ ('<'|e) + '<' }}", "Markup and str cannot be combined with +"),
      ("{{ ('<'|e).upper() }}", "the method \"upper\" of Markup is not supported"),
      ("{{ range(99999999999)|list }}", "a text or list of 3199999999968 bytes would be made"),
      ("{{ 'x' * 99999999999 }}", "a text or list of 99999999999 bytes would be made"),
      ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "the macro \"m\" calls itself without an end"),
    ])
  func unsupported(source: String, expected: String) throws {
    #expect(try #require(message(source)).contains(expected), "\(String(describing: message(source)))")
  }

  @Test("Values are not templates: braces in a question stay as they are")
  func notRecursive() throws {
    let template = try JinjaTemplate(source: "{{ question }}")
    #expect(try template.render(["question": .string("{{ answer }} {% x %}")]) == "{{ answer }} {% x %}")
  }

  @Test("A template is read once and rendered for many docs")
  func reuse() throws {
    let template = try JinjaTemplate(source: "{% set n = n + 1 %}{{ n }}")
    #expect(try (0..<3).map { try template.render(["n": .int($0)]) } == ["1", "2", "3"])
  }
}
