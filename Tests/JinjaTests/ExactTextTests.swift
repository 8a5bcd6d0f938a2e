import Testing

@testable import Jinja
import PythonValues

/// Python tells texts apart by their code points; Swift takes canonically equivalent ones for one.
@Suite struct ExactTextTests {
  private let variables: PythonValue.Dictionary = [
    "one": .string("\u{e9}"), "two": .string("e\u{301}"), "d": .dictionary(["\u{e9}": .int(1), "e\u{301}": .int(2)]),
    "\u{e9}": .int(3), "e\u{301}": .int(4),
  ]

  @Test(
    "Canonically equivalent texts are different everywhere",
    arguments: [
      ("{{ one == two }}", "False"), ("{{ one != two }}", "True"), ("{{ one in [two] }}", "False"),
      ("{{ one in two }}", "False"), ("{{ one in d }}", "True"), ("{{ d|length }}", "2"),
      ("{{ d[one] }}{{ d[two] }}", "12"),
      ("{{ d.get(two) }}", "2"), ("{{ {one: 1, two: 2} }}", "{'\u{e9}': 1, 'e\u{301}': 2}"),
      ("{{ [one, two]|unique|list|length }}", "2"), ("{{ [one, two].index(two) }}", "1"),
      ("{{ (one ~ two).find(two) }}", "1"), ("{{ (one ~ two).count(one) }}", "1"),
      ("{{ (one ~ two).replace(one, 'x') }}", "xe\u{301}"), ("{{ (one ~ two).split(one) }}", "['', 'e\u{301}']"),
      ("{{ (one ~ two)|regex_replace(one, 'x') }}", "xe\u{301}"), ("{{ one is eq(two) }}", "False"),
      ("{{ two.startswith('e') }}", "True"), ("{{ two.startswith(one) }}", "False"), ("{{ two|length }}", "2"),
      ("{{ '-\u{301}5'.zfill(6) }}", "-000\u{301}5"), ("{{ one < two }}", "False"),
      ("{{ [one, two]|min == two }}", "True"),
      ("{{ {two: 1}|tojson }}", "{\"e\\u0301\": 1}"), ("{{ \u{e9} }}{{ e\u{301} }}", "34"),
      ("{{ '%(\u{e9})s' % d }}", "1"), ("{{ '{\u{e9}}'.format(\u{e9}=5, e\u{301}=6) }}", "5"),
      ("{{ '\u{212a}'|int(7, 36) }}", "7"), ("{{ ['\u{212a}'].index('\u{212a}') }}", "0"),
      ("{{ [{'-1': 5}, [1, 2]]|map(attribute='-1', default=0)|list }}", "[5, 0]"),
    ])
  func exact(source: String, expected: String) throws {
    let output = try JinjaTemplate(source: source).render(variables)
    #expect(output.unicodeScalars.elementsEqual(expected.unicodeScalars), "\(output)")
  }
}
