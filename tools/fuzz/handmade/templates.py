"""Templates that are short and ask for much, and forms that Python refuses."""

import json

import bases as sound
from case import Case

BIG, BELOW = 2**63 - 1, -(2**63)
LONG = "'a'.ljust(9999999)"


def grown(start, times, step, end):
    """A template that makes n.v grow in a loop."""
    return f"{{% set n = namespace(v={start}) %}}{{% for i in range({times}) %}}{{% set n.v = {step} %}}{{% endfor %}}{end}"


#: Label: template.
WIDTHS = {
    "zfill": "{{ 'x'.zfill(2**62) }}",
    "zfill 2^63-1": f"{{{{ 'x'.zfill({BIG}) }}}}",
    "ljust": f"{{{{ 'x'.ljust({BIG}) }}}}",
    "rjust": f"{{{{ 'x'.rjust({BIG}, 'é') }}}}",
    "center method": f"{{{{ 'x'.center({BIG}) }}}}",
    "center": f"{{{{ 'x'|center({BIG}) }}}}",
    "center below": f"{{{{ 'x'|center({BELOW}) }}}}",
    "zfill below": f"{{{{ 'x'.zfill({BELOW}) }}}}",
    "zfill 10^9": "{{ 'x'.zfill(10**9) }}",
    "percent width": "{{ '%9223372036854775807s' % 'x' }}",
    "percent width 10^9": "{{ '%1000000000d' % 1 }}",
    "percent width above 2^63": "{{ '%99999999999999999999999s' % 'x' }}",
    "percent precision": "{{ '%.9223372036854775807f' % 1.5 }}",
    "percent precision 10^9": "{{ '%.1000000000f' % 1.5 }}",
    "percent precision of int": "{{ '%.1000000000d' % 1 }}",
    "percent star": f"{{{{ '%*d' % ({BIG}, 1) }}}}",
    "brace width": "{{ '{:>9223372036854775807}'.format('x') }}",
    "brace precision": "{{ '{:.9223372036854775807f}'.format(1.5) }}",
    "brace width 10^9": "{{ '{:1000000000}'.format('x') }}",
    "brace index": "{{ '{99999999999999999999}'.format(1) }}",
    "format filter": "{{ '%999999999s'|format(1) }}",
    "indent": f"{{{{ 'a\\nb'|indent({BIG}) }}}}",
    "indent below": f"{{{{ 'a\\nb'|indent({BELOW}) }}}}",
    "indent 10^9": "{{ 'a\\nb'|indent(10**9) }}",
    "tojson indent": f"{{{{ [[1]]|tojson(indent={BIG}) }}}}",
    "tojson indent below": f"{{{{ [[1]]|tojson(indent={BELOW}) }}}}",
    "tojson indent 10^9": "{{ [[1]]|tojson(indent=10**9) }}",
    "round": f"{{{{ 1.5|round({BIG}) }}}}",
    "round below": f"{{{{ 1.5|round({BELOW}) }}}}",
    "truncate by slice": f"{{{{ 'abc'[{BELOW}:{BIG}:{BELOW}] }}}}",
    "slice step": f"{{{{ [1,2,3][::{BIG}] }}}}",
    "slice step below": f"{{{{ [1,2,3][::{BELOW}] }}}}",
}
NUMBERS = {
    "range step below": f"{{{{ range(0, -5, {BELOW} )|list }}}}",
    "range step by minus": f"{{{{ range(0, -5, -{BIG} - 1)|list }}}}",
    "range bounds": f"{{{{ range({BELOW}, {BIG})|length }}}}",
    "range index": f"{{{{ range({BIG})[{BIG} - 1] }}}}",
    "range index beyond": f"{{{{ range(5)[{BIG}] }}}}",
    "range index below": f"{{{{ range(5)[{BELOW}] }}}}",
    "range in": f"{{{{ 5 in range({BELOW}, {BIG}, {BIG}) }}}}",
    "range last": f"{{{{ range({BIG})|last }}}}",
    "range sum": f"{{{{ range({BIG})|sum }}}}",
    "range sort": f"{{{{ range({BIG})|sort }}}}",
    "range max": f"{{{{ range({BIG})|max }}}}",
    "range join": f"{{{{ range({BIG})|join }}}}",
    "range reverse": f"{{{{ range({BIG})|reverse|first }}}}",
    "range equal": f"{{{{ range({BIG}) == range({BIG} - 1) }}}}",
    "range text": f"{{{{ range({BIG})|string }}}}",
    "range slice": f"{{{{ range({BIG})[::{BIG}]|list }}}}",
    "int base 37": "{{ '1'|int(0, 37) }}",
    "int base 2^63-1": f"{{{{ '1'|int(0, {BIG}) }}}}",
    "int base below": f"{{{{ '1'|int(0, {BELOW}) }}}}",
    "int long": "{{ ('9' * 9999999)|int }}",
    "float long": "{{ ('9' * 9999999)|float }}",
    "power": "{{ 2**9999999 }}",
    "power tower": "{{ 9**9**9 }}",
    "negate": f"{{{{ -({BELOW}) }}}}",
    "abs": f"{{{{ ({BELOW})|abs }}}}",
    "divide": f"{{{{ {BELOW} // -1 }}}}",
    "remainder": f"{{{{ {BELOW} % -1 }}}}",
    "by zero": "{{ 1 // 0 }}{{ 1 % 0 }}",
    "times": f"{{{{ {BIG} * {BIG} }}}}",
    "batch": f"{{{{ [1]|batch({BIG})|list }}}}",
    "batch filled": f"{{{{ [1]|batch({BIG}, 0)|list }}}}",
    "batch 10^9": "{{ [1]|batch(10**9, 0)|list }}",
    "batch below": f"{{{{ [1,2]|batch({BELOW})|list }}}}",
    "divisibleby": "{{ 1 is divisibleby(0) }}",
    "divisibleby below": f"{{{{ {BELOW} is divisibleby(-1) }}}}",
    "float to int": "{{ 1e308|int }}{{ (1e308 * 10)|int }}",
    "times a float": "{{ 'a' * 1e308 }}",
    "split": f"{{{{ 'a b'.split(' ', {BELOW}) }}}}",
    "replace count": f"{{{{ 'aa'.replace('a', 'b', {BELOW}) }}}}",
    "find": f"{{{{ 'aa'.find('a', {BELOW}, {BIG}) }}}}",
    "count": f"{{{{ 'aa'.count('', {BELOW}, {BIG}) }}}}",
    "cycle": "{% for a in [1] %}{{ loop.cycle() }}{% endfor %}",
}
SIZES = {
    "join": f"{{{{ range(10000000)|join({LONG}) }}}}",
    "replace": f"{{{{ {LONG}.replace('', {LONG}) }}}}",
    "tilde": "{% set x = " + LONG + " %}{{ " + " ~ ".join(["x"] * 300) + " }}",
    "doubling": grown("'a'", 60, "n.v ~ n.v", "{{ n.v|length }}"),
    "doubling list": grown("[1]", 60, "n.v + n.v", "{{ n.v|length }}"),
    "times": "{{ 'a' * 9999999999 }}",
    "times list": "{{ [1] * 9999999999 }}",
    "times nested": "{{ [[[1] * 9999] * 9999] * 9999 }}",
    "loops": "{% for a in range(10000000) %}{% for b in range(10000000) %}{% endfor %}{% endfor %}",
    "loop of 2^63-1": f"{{% for a in range({BIG}) %}}{{% endfor %}}",
    "loop with output": "{% for a in range(10000000) %}" + "x" * 300 + "{% endfor %}",
    "five loops": "".join("{% for a in range(999) %}" for _ in range(5)) + "x" + "{% endfor %}" * 5,
    "lists": "{{ range(10000000)|map('string')|list|length }}",
    "sort": "{{ (range(3000000)|list + range(3000000)|list)|sort|length }}",
    "unique": "{{ range(9999999)|unique|list|length }}",
    "splits": "{{ ('a ' * 9999999).split()|length }}",
    "splits by letter": "{{ ('a' * 9999999)|list|length }}",
    "regex doubling": "{{ ('a' * 1000000)|regex_replace('a', 'a' * 1000)|length }}",
    "title": "{{ ('a b ' * 2499999)|title|length }}",
    "tojson of much": "{{ (range(9999999)|list)|tojson|length }}",
    "tojson of quotes": "{{ ('\"' * 400000)|tojson|length }}",
    "repr of much": "{{ (range(9999999)|list)|string|length }}",
    "escape": "{{ ('<' * 9999999)|escape|length }}",
    "dictsort": "{% set n = namespace(d={}) %}{{ dict([])|dictsort }}",
    "count overlap": "{{ ('a' * 9999999).count('a' * 4999999) }}",
    "find late": "{{ ('a' * 9999999).find('a' * 4999999 ~ 'b') }}",
    "in late": "{{ ('a' * 4999999 ~ 'b') in ('a' * 9999999) }}",
    "partition": "{{ ('ab' * 4999999).rpartition('ba' * 249999)|length }}",
    "compare": "{{ (range(9999999)|list) == (range(9999999)|list) }}",
    "sum of lists": "{{ ([[1]] * 99999)|sum(start=[])|length }}",
    "sum of texts": "{{ (['ab'] * 999999)|join|length }}",
    "index by index": "{% set t = 'é' * 999999 %}{% for i in range(99999) %}{{ t[i] }}{% endfor %}",
}
MACROS = {
    "2^90 calls": "{% macro m0(x) %}{{ x }}{% endmacro %}"
    + "".join(f"{{% macro m{i}(x) %}}{{{{ m{i-1}(x) }}}}{{{{ m{i-1}(x) }}}}{{% endmacro %}}" for i in range(1, 91))
    + "{{ m90(1) }}",
    "2^90 silent calls": "{% macro m0(x) %}{% endmacro %}"
    + "".join(f"{{% macro m{i}(x) %}}{{{{ m{i-1}(x) }}}}{{{{ m{i-1}(x) }}}}{{% endmacro %}}" for i in range(1, 91))
    + "{{ m90(1) }}",
    "itself": "{% macro m(x) %}{{ m(x) }}{% endmacro %}{{ m(1) }}",
    "each other": "{% macro a(x) %}{{ b(x) }}{% endmacro %}{% macro b(x) %}{{ a(x) }}{% endmacro %}{{ a(1) }}",
    "recursive loop": "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "in arguments": "{% macro m(x) %}{{ x }}{{ x }}{% endmacro %}{{ " + "m(" * 90 + "1" + ")" * 90 + " }}",
    "default itself": "{% macro m(x=m()) %}{{ x }}{% endmacro %}{{ m() }}",
}
HOLDING = {
    "namespace": "{% set n = namespace() %}{% set n.a = n %}{{ n }}",
    "namespace json": "{% set n = namespace() %}{% set n.a = n %}{{ n.a|tojson }}",
    "namespace equal": "{% set n = namespace() %}{% set n.a = n %}{% set m = namespace() %}{% set m.a = m %}"
    "{{ n == m }}",
    "namespace in list": "{% set n = namespace() %}{% set n.a = [n] %}{{ n.a }}",
    "namespace in list equal": "{% set n = namespace() %}{% set n.a = [n] %}{{ n.a == n.a }}",
    "namespace in dict": "{% set n = namespace() %}{% set n.a = {'n': n} %}{{ n.a|string|length }}",
    "two": "{% set n = namespace() %}{% set m = namespace(n=n) %}{% set n.m = m %}{{ n }}",
    "sort": "{% set n = namespace() %}{% set n.a = [n, n] %}{{ n.a|sort }}",
    "in": "{% set n = namespace() %}{% set n.a = [n] %}{{ n in n.a }}",
    "unique": "{% set n = namespace() %}{% set n.a = [n, n] %}{{ n.a|unique|list }}",
    "loop itself": "{% for a in [1] %}{{ loop }}{% endfor %}",
    "loop kept": "{% set n = namespace() %}{% for a in [1,2] %}{% set n.l = loop %}{% endfor %}{{ n.l.index }}",
    "deep value": grown("[]", 100000, "[n.v]", "{{ n.v }}"),
    "deep value freed": grown("[]", 1000000, "[n.v]", "x"),
    "deep value equal": grown("[], w=[]", 100000, "[n.v] %}{% set n.w = [n.w]", "{{ n.v == n.w }}"),
    "deep dict": grown("{}", 100000, "{'a': n.v}", "{{ n.v|tojson }}"),
    "deep dictsort": grown("{}", 100000, "{'a': n.v}", "{{ n.v|dictsort }}"),
    "deep chain of maps": grown("[1]", 100000, "n.v|map('string')", "{{ n.v|list }}"),
    "deep markup": grown("'a'", 100000, "n.v ~ 'a'", "{{ n.v|length }}"),
}


def nested():
    """Forms nested 2000 and 30000 deep, sums and chains of as many terms."""
    for depth in (2000, 30000):
        forms = {
            "brackets": "{{ " + "(" * depth + "1" + ")" * depth + " }}",
            "lists": "{{ " + "[" * depth + "]" * depth + " }}",
            "not": "{{ " + "not " * depth + "1 }}",
            "minus": "{{ " + "-" * depth + "1 }}",
            "dicts": "{{ " + "{'a':" * depth + "1" + "}" * depth + " }}",
            "if": "{% if 1 %}" * depth + "{% endif %}" * depth,
            "elif": "{% if 0 %}" + "{% elif 0 %}" * depth + "{% endif %}",
            "for": "{% for a in [1] %}" * depth + "{% endfor %}" * depth,
            "subscripts": "{{ a" + "[a" * depth + "]" * depth + " }}",
            "sum": "{{ 1" + "+1" * 4 * depth + " }}",
            "tilde": "{{ 1" + "~1" * 4 * depth + " }}",
            "power": "{{ 1" + "**1" * 4 * depth + " }}",
            "filters": "{{ 1" + "|string" * 4 * depth + " }}",
            "attributes": "{{ a" + ".a" * 4 * depth + " }}",
            "calls": "{{ a" + "()" * 4 * depth + " }}",
            "ternary": "{{ " + "1 if 1 else " * depth + "1 }}",
            "comparison": "{{ 1" + "<1" * 4 * depth + " }}",
            "and": "{{ 1" + " and 1" * 4 * depth + " }}",
            "tests": "{{ 1" + " is string" * depth + " }}",
            "open": "{{ " + "(" * depth,
            "open lists": "{{ " + "[" * depth + " }}",
            "macros": "{% macro a() %}" * depth + "{% endmacro %}" * depth,
            "set": "{% set a %}" * depth + "{% endset %}" * depth,
            "literals": "{{ " + "'a' " * depth + " }}",
        }
        for label, text in forms.items():
            yield f"{label} {depth}", text


EVIL = "a" * 40 + "!"
REGEXES = {
    "nested plus": ("(a+)+$", EVIL),
    "alternation": ("(a|a)*$", EVIL),
    "double": ("(x+x+)+y", "x" * 60),
    "words": ("^(\\\\w+\\\\s?)*$", "a " * 40 + "!"),
    "backreference": ("(.*)(.*)(.*)(.*)(.*)(.*)\\\\1b", "a" * 60),
    "lookahead": ("(?=(a+)+b)", EVIL),
    "optional": ("a?" * 40 + "a" * 40, "a" * 40),
    "repetition": ("(a{1,9999}){1,9999}$", EVIL),
    "huge repetition": ("a{2147483647}", "a"),
    "nested repetition": ("((a{999}){999}){999}", "a" * 999),
    "empty loop": ("(|a)+$", EVIL),
    "group reference": ("a", "a"),
    "quadratic": ("a*b", "a" * 100000),
    "lookbehind": ("(?<=a{1,99})b", "a" * 99999),
    "many groups": ("(" * 3000 + ")" * 3000, "a"),
    "open": ("(" * 30000, "a"),
    "class": ("[" + "a-z" * 30000 + "]", "a"),
    "alternatives": ("|".join(str(i) for i in range(20000)), "a" * 1000),
}


def regexes():
    for label, (pattern, text) in REGEXES.items():
        replacement = "\\\\g<-1>" if label == "group reference" else "x"
        yield label, "{{ '" + text + "'|regex_replace('" + pattern + "', '" + replacement + "') }}"
    yield "long text", "{{ ('ab' * 499999)|regex_replace('(a|b)+', 'x') }}"
    yield "long text lazily", "{{ ('ab' * 499999)|regex_replace('(.|b)*?c', 'x')|length }}"


def task(template, key="doc_to_text"):
    """The sample task with a template."""
    files = {
        "t.yaml": json.dumps(dict(sound.TASK) | {key: template}).encode(),
        "colours.jsonl": sound.lines(sound.DOCS[:1]),
    }
    return files, ["tasks", "validate", "t.yaml"]


def cases(bases):
    families = {
        "width": WIDTHS.items(),
        "number": NUMBERS.items(),
        "size": SIZES.items(),
        "macro": MACROS.items(),
        "holds itself": HOLDING.items(),
        "nested": nested(),
        "regex": regexes(),
    }
    for family, templates in families.items():
        for label, template in templates:
            files, line = task(template)
            yield Case("template", f"{family}: {label}", line, files, hostile=("t.yaml",))
    for key in ("doc_to_choice", "doc_to_target", "description"):
        files, line = task(SIZES["doubling"], key)
        yield Case("template", f"{key}: doubling", line, files)
    for label, template in (
        ("doubling", SIZES["doubling"]),
        ("zfill", WIDTHS["zfill"]),
        ("nested", "{{ " + "(" * 9000 + "1" + ")" * 9000 + " }}"),
        ("regex", "{{ question|regex_replace('(a|a)*$', 'x') }}"),
    ):
        prompt = {"doc_to_text": template, "doc_to_choice": ["A", "B", "C", "D"], "doc_to_target": "answer"}
        line = ["prompts", "digest", "--prompt", "p.yaml", "--data", "../base/data"]
        yield Case("prompt", f"prompt: {label}", line, {"p.yaml": json.dumps(prompt).encode()})
