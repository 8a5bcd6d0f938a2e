import Testing

@testable import Jinja
import PythonValues

/// Small templates that would cost much, or that a careless renderer does not survive.
@Suite struct HostileTemplatesTests {
  /// Limits a hundred times lower than usual: a debug build is that much slower.
  private static let limits = Budget.Limits(work: 1_000_000, memory: 5 << 20, largest: 1 << 20)

  private func message(_ source: String, within limits: Budget.Limits = Self.limits) -> String {
    do {
      return "rendered: "
        + (try JinjaTemplate(source: source).render(["text": .string("x")], within: limits)).prefix(80)
    } catch {
      return error.description
    }
  }

  private static let tooLarge = "would be made, and 1048576 are the most"
  private static let tooMuchWork = "rendering takes more than 1000000 steps of work"
  private static let tooMuchMemory = "the texts and lists that rendering makes take more than"
  private static let tooDeep = "nested deeper than 100 levels"
  private static let beyond64Bits = "a whole number is outside of 64 bits"
  private static let least = "(-9223372036854775807 - 1)"
  private static let most = "9223372036854775807"

  @Test(
    "Widths, precisions and counts beyond all bounds are errors",
    arguments: [
      ("'x'.zfill(\(most))", tooLarge), ("'x'.ljust(\(most))", tooLarge), ("'x'.rjust(\(most))", tooLarge),
      ("'x'.center(\(most), 'é')", tooLarge), ("'%\(most)s' % 'x'", "is too large"),
      ("'%99999999999999999999999s' % 'x'", "is too large"), ("'%2000000000s' % 'x'", tooLarge),
      ("'%.2000000000f' % 1.5", tooLarge), ("'%.2000000000d' % 1", tooLarge),
      ("'{:>\(most)}'.format('x')", "is too large"), ("'{:.2000000000f}'.format(1.5)", tooLarge),
      ("'{\(most)}'.format(1)", "is too large"), ("'x\\ny'|indent(\(most))", tooLarge),
      ("[1, [2]]|tojson(\(most))", tooLarge), ("range(\(most))|list", tooLarge),
      ("range(\(least), \(most))|length", "a range of more than \(most) numbers"),
      ("[1]|batch(\(most), 0)|list", tooLarge), ("'x' * \(most)", tooLarge), ("[1, 2] * \(most)", tooLarge),
      ("(['x' * 100000] * 100)|join(',')", tooLarge), ("('a' * 100000)|replace('a', 'b' * 100000)", tooLarge),
      ("('a' * 100000).replace('', 'b' * 100000)", tooLarge), ("'-'.join(['x' * 100000] * 100)", tooLarge),
      ("('a' * 100000)|list", tooLarge), ("('a ' * 100000).split()", tooLarge),
      ("('a,' * 100000).split(',')", tooLarge),
      ("('a\\n' * 100000).splitlines()", tooLarge), ("('a\\n' * 100000)|indent", tooLarge),
      ("('{0}' * 1000).format('a' * 10000)", tooLarge), ("('\"' * 300000)|tojson", tooLarge),
      ("('%s' * 1000) % ['a' * 10000]", "more places than values"),
    ])
  func sizes(expression: String, expected: String) {
    #expect(message("{{ \(expression) }}").contains(expected), "\(message("{{ \(expression) }}"))")
  }

  @Test(
    "Numbers beyond 64 bits are errors, and the last ones inside are right",
    arguments: [
      ("\(most) + 1", beyond64Bits), ("\(least) - 1", beyond64Bits), ("\(most) * 2", beyond64Bits),
      ("\(least) // -1", beyond64Bits), ("\(least) % -1", "rendered: 0"), ("-\(least)", beyond64Bits),
      ("\(least)|abs", beyond64Bits), ("3 ** 100000", beyond64Bits), ("(-1) ** \(most)", "rendered: -1"),
      ("0 ** \(most)", "rendered: 0"), ("[\(most), 1]|sum", beyond64Bits), ("'9999999999999999999'|int", beyond64Bits),
      ("1e300|int", beyond64Bits), ("\(least) is divisibleby(-1)", "rendered: True"),
      ("10.0 ** 400", "the power is too large"), ("1e308|round(400, 'ceil')", "cannot be rounded"),
      ("1.5|round(\(most), 'floor')", "cannot be rounded"), ("1.5|round(\(most))", "rendered: 1.5"),
      ("range(0, -5, \(least))|list", "rendered: [0]"),
      ("range(\(least), \(most), 3)[6000000000000000000]", "rendered: 8776627963145224192"),
      ("range(\(most))[\(most) - 1]", "rendered: 9223372036854775806"), ("5 in range(\(most))", "rendered: True"),
      ("4 in range(\(most), 0, -2)", "rendered: False"), ("'x'.zfill(\(least))", "rendered: x"),
      ("'x'.center(\(least))", "rendered: x"), ("'zz'|int(7, 37)", "rendered: 7"),
      ("'12'|int(7, \(most))", "rendered: 12"),
      ("[1, 2, 3]|batch(\(most))|list", "rendered: [[1, 2, 3]]"), ("'abc'[\(least):\(most):\(least)]", "rendered: "),
      ("[1, 2, 3][\(most):\(least):-1]", "rendered: [3, 2, 1]"), ("[1, 2, 3][::\(most)]", "rendered: [1]"),
      ("'abc'.find('c', \(least), \(most))", "rendered: 2"), ("'aaa'.replace('a', 'b', \(least))", "rendered: bbb"),
      ("'a b'.split(' ', \(least))", "rendered: ['a', 'b']"), ("[1, [2]]|tojson(-3)", "rendered: [\n1,\n[\n2\n]\n]"),
      ("('%.1200f' % 0.5)|length", "rendered: 1202"), ("('%.1200e' % 0.5)|length", "rendered: 1206"),
      ("'%.1200g' % 0.5", "rendered: 0.5"),
      ("'aa'|regex_replace('(a)', '\\\\g<-1>')", "names a group that is not there"),
      ("'aa'|regex_replace('(a)', '\\\\g<99999999999999999999>')", "is broken"),
      ("'b'|regex_replace('(a)', '\\\\2')", "names a group that is not there"),
      ("'b'|regex_replace('(a)', '\\\\g<x>')", "names a group that is not there"),
      ("'aa'|regex_replace('(a)', '\\\\101\\\\0')", "rendered: A\0A\0"),
    ])
  func numbers(expression: String, expected: String) {
    #expect(message("{{ \(expression) }}").contains(expected), "\(message("{{ \(expression) }}"))")
  }

  private static let nineLoops =
    String(repeating: "{% for i in range(100) %}", count: 9) + String(repeating: "{% endfor %}", count: 9)
  private static let doublingMacros = (1...60).map { level in
    "{% macro m\(level)() %}{{ m\(level - 1)() }}{{ m\(level - 1)() }}{% endmacro %}"
  }.joined()
  private static let fiveThousandMaps = Array(repeating: "'map'", count: 5000).joined(separator: ", ")
  private static let threeThousandNames = (0..<3000).map { "{% set a\($0) = \($0) %}" }.joined()

  private static let costly: [(String, String)] = [
    (nineLoops, tooMuchWork),
    ("{% for i in range(30000) %}{% for j in range(30000) if false %}{% endfor %}{% endfor %}", tooMuch),
    (
      "{% macro m0() %}x{% endmacro %}"
        + doublingMacros + "{{ m60() }}", tooMuchWork
    ),
    ("{% set ns = namespace(s='x') %}{% for i in range(99) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}", tooLarge),
    ("{% set ns = namespace(s='x') %}{% for i in range(99) %}{% set ns.s = ns.s + ns.s %}{% endfor %}", tooLarge),
    ("{% set ns = namespace(s=[1]) %}{% for i in range(99) %}{% set ns.s = ns.s + ns.s %}{% endfor %}", tooLarge),
    ("{% set ns = namespace(s=1) %}{% for i in range(99) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}", tooMuchWork),
    (doubled + "{{ ns.s }}", tooLarge), (doubled + "{{ ns.s|tojson }}", tooMuchWork),
    (doubled + "{{ {ns.s: 1} }}", tooMuch),
    (doubled + "{% for i in range(1000) %}{{ ns.s == ns.s }}{% endfor %}", tooMuchWork),
    (doubled + "{% for i in range(1000) %}{{ ns.s < ns.s }}{% endfor %}", tooMuchWork),
    (doubled + "{{ [ns.s, ns.s]|unique|list|length }}{{ '%s' % (ns.s,) }}", tooMuch),
    ("{% for i in range(30000) %}{{ 'x' * 1000 }}{% endfor %}", tooMuch),
    ("{% set x %}{% for i in range(30000) %}{{ 'x' * 1000 }}{% endfor %}{% endset %}", tooMuch),
    ("{% set t = 'x' * 1000000 %}{% for i in range(100) %}{% set y = t.upper() %}{% endfor %}", tooMuch),
    ("{% set t = 'x' * 1000000 %}{% for i in range(100) %}{{ 'z' in t }}{% endfor %}", tooMuch),
    ("{% set t = 'x' * 1000000 %}{% for i in range(100) %}{{ t == t }}{% endfor %}", tooMuch),
    ("{{ text|map(\(fiveThousandMaps))|list }}", "calls itself without an end"),
    ("{% for i in range(20000) %}{{ 'a'|regex_replace('a', 'b') }}{% endfor %}", tooMuch),
    (threeThousandNames, tooMuchWork),
  ]

  @Test("Loops, macros and doublings end in an error", arguments: costly)
  func work(source: String, expected: String) {
    #expect(message(source).contains(expected), "\(message(source))")
  }

  /// Either of two limits.
  private static let tooMuch = "more than"
  /// A tuple of 65,536 leaves.
  private static let doubled =
    "{% set ns = namespace(s=('sixteen letters!',)) %}{% for i in range(16) %}{% set ns.s = (ns.s, ns.s) %}{% endfor %}"

  @Test(
    "Nesting has a limit that is an error",
    arguments: [
      ("(", ")"), ("[", "]"), ("{1: ", "}"), ("range(", ")"), ("text[", "]"), ("not ", ""), ("-", ""), ("+", ""),
      ("1 if false else ", ""), ("", " if true"), ("'a'|default(", ")"), ("text is eq(", ")"),
    ])
  func brackets(open: String, close: String) {
    func nested(_ count: Int) -> String {
      message(
        "{{ " + String(repeating: open, count: count) + "1" + String(repeating: close, count: count) + " }}",
        within: Budget.Limits())
    }
    #expect(!nested(90).contains(Self.tooDeep), "\(nested(90))")
    #expect(nested(101).contains(Self.tooDeep), "\(nested(101))")
    #expect(nested(20_000).contains(Self.tooDeep), "\(nested(20_000))")
  }

  @Test("Tags in each other and targets in brackets have a limit too")
  func tags() {
    for (open, close) in [("{% if true %}", "{% endif %}"), ("{% for i in [1] %}", "{% endfor %}")] {
      func nested(_ count: Int) -> String {
        message(String(repeating: open, count: count) + "x" + String(repeating: close, count: count))
      }
      #expect(nested(90) == "rendered: x")
      #expect(nested(20_000).contains(Self.tooDeep))
    }
    let target = String(repeating: "(", count: 20_000) + "x" + String(repeating: ")", count: 20_000)
    #expect(message("{% set \(target) = 1 %}").contains(Self.tooDeep))
  }

  @Test(
    "Chains of operators have none",
    arguments: [
      ("1", " + 1", "10001"), ("1", " * 1", "1"), ("1", " ** 1", "1"), ("1", " ~ 1", "1111"), ("1", " and 1", "1"),
      ("0", " or 0", "0"), ("text", "|upper", "X"), ("text", ".strip()", "x"), ("text", "[0]", "x"),
      ("1", " < 2 > 1", "True"),
    ])
  func chains(first: String, link: String, expected: String) {
    let source = "{{ \(first)" + String(repeating: link, count: 10_000) + " }}"
    #expect(message(source, within: Budget.Limits()).hasPrefix("rendered: " + expected))
  }

  @Test(
    "Values in values have a limit, and nothing can hold itself",
    arguments: [
      (
        "{% set ns = namespace(s=1) %}{% for i in range(9999) %}{% set ns.s = [ns.s] %}{% endfor %}",
        "values are nested deeper than 200 levels"
      ),
      (
        "{% set ns = namespace(s=1) %}{% for i in range(9999) %}{% set ns.s = {'a': (ns.s,)} %}{% endfor %}",
        "values are nested deeper than 200 levels"
      ),
      ("{{ [1]" + String(repeating: "|batch(1)|list", count: 300) + " }}", "values are nested deeper than 200 levels"),
      (
        "{% set ns = namespace() %}{% set ns.x = ns %}{{ ns }}", "a value of type Namespace as an item is not supported"
      ),
      ("{% set ns = namespace() %}{% set ns.x = [ns] %}{{ ns }}", "a value of type Namespace as an item"),
      ("{% for i in [1] %}{{ loop.changed(loop) }}{% endfor %}", "a value of type loop as an item"),
      ("{{ [text.upper] }}", "a value of type function as an item"),
      ("{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}", "the macro \"m\" calls itself without an end"),
      (
        "{% macro m(n) %}{{ \(String(repeating: "[", count: 90))m(n)\(String(repeating: "]", count: 90)) }}"
          + "{% endmacro %}{{ m(0) }}", "the macro \"m\" calls itself without an end"
      ),
    ])
  func values(source: String, expected: String) {
    #expect(message(source).contains(expected), "\(message(source))")
  }

  @Test(
    "A regular expression is right, or an error that says why",
    arguments: [
      ("('a' * 40 ~ 'b')|regex_replace('(a+)+$', 'x')", tooMuchWork),
      ("('[' * 30000)|regex_replace('\\\\[.*?\\\\]', '')", tooMuchWork),
      (
        "('ab' * 400000)|regex_replace('(.|\\\\n)*', 'x')",
        "needs more memory on a text of 800000 characters|"
          + tooMuchWork
      ),
      ("('ab' * 50000 ~ 'c')|regex_replace('[ab]*c', 'x')", "rendered: x"),
      ("'a'|regex_replace('(' * 30000, '')", "a regular expression of more than 20000 characters"),
      ("'a'|regex_replace('(' * 9000 ~ ')' * 9000, '')", "is not a regular expression"),
      ("('ab' * 100)|regex_replace('b', 'x' * 20000)", tooLarge),
    ])
  func regularExpressions(expression: String, expected: String) {
    // On a loaded machine its time is over before its memory.
    let message = message("{{ \(expression) }}")
    #expect(expected.split(separator: "|").contains { message.contains($0) }, "\(message)")
  }

  @Test("Searches take a time that is linear in the texts")
  func searches() throws {
    let template = try JinjaTemplate(
      source: """
        {% set a = 'a' * 300000 %}{% set p = 'a' * 100000 %}{{ a.find(p ~ 'b') }} {{ a.rfind('b' ~ p) }} {{ (p ~ 'b') in a }} \
        {{ a.rsplit('b' ~ p)|length }} {{ a.count(p) }} {{ a.replace(p ~ 'b', '')|length }}
        """)
    #expect(try template.render([:]) == "-1 -1 False 1 3 300000")
  }

  @Test("Texts of a megabyte pass through a template's usual steps")
  func largeText() throws {
    let text = String(repeating: "One line of a long document.\n", count: 36_000)
    let template = try JinjaTemplate(
      source: "{{ text.strip()|replace('line', 'row')|trim|regex_replace(' +', ' ') }}{{ text.split('\\n')|length }}")
    #expect(try template.render(["text": .string(text)]).hasSuffix("36001"))
  }

  @Test("Long names and many of them make short messages")
  func messages() {
    let long = String(repeating: "a", count: 100_000)
    #expect(message("{{ \(long) }}").utf8.count < 400)
    #expect(message("{{ {'\(long)': 1}['\(long)b'] }}").utf8.count < 400)
    #expect(message("{{ [1].index('\(long)') }}").utf8.count < 400)
    let many = "dict(" + (0..<50_000).map { "a\($0)=1" }.joined(separator: ",") + ")"
    #expect(message("{{ \(many) }}").contains("a call has more than 1000 arguments with names"))
  }
}
