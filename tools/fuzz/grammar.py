"""Random Jinja templates: mostly well formed, with numbers and texts that are hostile."""

import json

import choices

FILTERS = {
    "abs": "",
    "batch": "ii",
    "capitalize": "",
    "center": "i",
    "count": "",
    "default": "e",
    "dictsort": "",
    "escape": "",
    "first": "",
    "float": "",
    "format": "e",
    "indent": "i",
    "int": "ii",
    "items": "",
    "join": "t",
    "last": "",
    "length": "",
    "list": "",
    "lower": "",
    "map": "f",
    "max": "",
    "min": "",
    "regex_replace": "rt",
    "reject": "c",
    "replace": "tt",
    "reverse": "",
    "round": "i",
    "safe": "",
    "select": "c",
    "sort": "",
    "string": "",
    "sum": "",
    "title": "",
    "tojson": "n",
    "trim": "",
    "unique": "",
    "upper": "",
}
METHODS = {
    "strip": "t",
    "lstrip": "",
    "split": "ti",
    "rsplit": "ti",
    "splitlines": "",
    "partition": "t",
    "rpartition": "t",
    "replace": "tti",
    "zfill": "i",
    "ljust": "it",
    "rjust": "it",
    "center": "i",
    "count": "tii",
    "find": "tii",
    "rfind": "t",
    "index": "t",
    "startswith": "t",
    "endswith": "t",
    "join": "e",
    "format": "ee",
    "upper": "",
    "title": "",
    "swapcase": "",
    "removeprefix": "t",
    "removesuffix": "t",
    "isdigit": "",
    "isalpha": "",
    "get": "te",
    "keys": "",
    "items": "",
    "values": "",
}
TESTS = (
    "defined",
    "none",
    "string",
    "odd",
    "even",
    "divisibleby(3)",
    "divisibleby(0)",
    "iterable",
    "sequence",
    "mapping",
    "in [1]",
    "eq 1",
)
OPERATORS = ("+", "-", "*", "/", "//", "%", "**", "~", "==", "<", "in", "not in", "and", "or")
NAMES = ("question", "options", "answer", "facts", "doc", "loop", "x", "missing", "facts.a", "options[0]")
PATTERNS = (
    "(a+)+$",
    "(a|a)*b",
    "(.*)*\\1",
    "(?=a)*",
    "[",
    "(",
    "\\p{L}+",
    "^",
    "",
    "(?i)a{1,99999}",
    "(x+x+)+y",
    "a{0,65535}",
    "(?<=a+)b",
)
REPLACEMENTS = ("\\1", "\\g<-1>", "\\g<99999999999999999999>", "\\g<a>", "\\\\", "\\", "$1", "\\0", "x" * 1000)
FORMATS = (
    "%s",
    "%d",
    "%99999d",
    "%.99999f",
    "%999999999999s",
    "%*d",
    "%(a)s",
    "%c",
    "%r",
    "%%",
    "%",
    "{:>99999}",
    "{0.a}",
    "{:.9999999999}",
    "{{",
    "{!r}",
    "{a[0]}",
)


def quoted(text):
    """A literal of Jinja's."""
    return json.dumps(text, ensure_ascii=False).replace("{{", "{ {").replace("{%", "{ %")


class Grammar:
    """Templates from one random generator."""

    def __init__(self, random):
        self.random = random

    def pick(self, *options):
        return self.random.choice(options)

    def integer(self):
        if self.random.random() < 0.5:
            return str(self.random.choice(choices.SMALL))
        number = choices.integer(self.random)
        return self.pick(str(number), str(number), f"({number} - 1)", f"2**{self.pick(10, 62, 63, 64, 1000)}")

    def text(self):
        return quoted(self.pick("a", " ", "", *FORMATS, *[text for text in choices.TEXTS if len(text) < 400]))

    def argument(self, kind, depth):
        """An argument of a kind: integer, text, expression, filter's name, test's name, regex, tojson's indent."""
        if self.random.random() < 0.05:
            kind = "e"
        if kind == "i":
            return self.integer()
        if kind == "n":
            return f"indent={self.integer()}"
        if kind == "t":
            return self.text()
        if kind == "r":
            return quoted(self.random.choice(PATTERNS)) + ", " + quoted(self.random.choice(REPLACEMENTS))
        if kind == "f":
            return quoted(self.random.choice(tuple(FILTERS)))
        if kind == "c":
            return quoted(self.random.choice(TESTS).split("(")[0].split(" ")[0])
        return self.expression(depth + 1)

    def arguments(self, kinds, depth):
        """Some of the arguments that a callee takes."""
        kinds = kinds.replace("rt", "r")
        return ", ".join(
            self.argument(kind, depth) for kind in kinds[: self.random.randint(min(1, len(kinds)), len(kinds))]
        )

    def atom(self):
        kind = self.random.randrange(8)
        if kind < 3:
            return self.random.choice(NAMES)
        if kind == 3:
            return self.integer()
        if kind == 4:
            return self.text()
        if kind == 5:
            return self.pick("true", "none", "1.5", "1e308", "[]", "{}", "()", "[1, 2, 3]", "{'a': 1}", "('a', 'b')")
        if kind == 6:
            return f"range({self.integer()})"
        return f"range({self.integer()}, {self.integer()}, {self.integer()})"

    def expression(self, depth=0):
        if depth > 4 or self.random.random() < 0.25:
            return self.atom()
        kind = self.random.randrange(12)
        inner = self.expression(depth + 1)
        if kind < 4:
            name = self.random.choice(tuple(FILTERS))
            given = self.arguments(FILTERS[name], depth)
            return f"({inner})|{name}" + (f"({given})" if given else "")
        if kind < 7:
            name = self.random.choice(tuple(METHODS))
            return f"({inner}).{name}({self.arguments(METHODS[name], depth)})"
        if kind == 7:
            return f"({inner}) {self.random.choice(OPERATORS)} ({self.expression(depth + 1)})"
        if kind == 8:
            return (
                f"({inner})[{self.pick(self.integer(), self.integer() + ':' + self.integer(), '::' + self.integer())}]"
            )
        if kind == 9:
            return f"({inner}) is {self.random.choice(TESTS)}"
        if kind == 10:
            return f"({inner} if {self.atom()} else {self.atom()})"
        return self.pick(
            f"[{inner}, {inner}]",
            f"{{'a': {inner}}}",
            f"dict(a={inner})",
            f"namespace(a={inner})",
            f"not {inner}",
            f"-({inner})",
        )

    def statement(self, depth=0):
        kind = self.random.randrange(8)
        if depth > 3 or kind < 3:
            return "{{ " + self.expression() + " }}"
        body = self.statement(depth + 1)
        if kind == 3:
            condition = self.pick("", "", " if x", " recursive")
            again = self.pick("", "{{ loop.index }}", "{{ loop.cycle(1, 2) }}", "{{ loop(x) }}", "{{ loop.previtem }}")
            return "{% for x in " + self.expression(2) + condition + " %}" + body + again + "{% else %}-{% endfor %}"
        if kind == 4:
            return "{% if " + self.expression(2) + " %}" + body + "{% elif x %}a{% else %}b{% endif %}"
        if kind == 5:
            return "{% set x = " + self.expression(2) + " %}" + body
        if kind == 6:
            return (
                "{% macro m(x, y=1) %}"
                + body
                + "{% endmacro %}{{ m("
                + self.expression(3)
                + ") }}"
                + self.pick("", "{{ m(m(m(1))) }}")
            )
        return "{% set n = namespace(a=1) %}{% set n.a = " + self.expression(2) + " %}" + body + "{{ n.a }}"

    def template(self):
        """A template; now and then one that is not well formed."""
        text = " ".join(self.statement() for _ in range(self.random.choice((1, 1, 2, 3))))
        if self.random.random() < 0.15:
            at = self.random.randrange(len(text))
            text = (
                text[:at]
                + self.pick("{{", "}}", "{%", "%}", "{#", "'", '"', "(", ")", "|", ".", "")
                + text[at + self.pick(0, 1, 3) :]
            )
        return text
