"""Generated docs: values for the fields that a task's templates use, the same on every machine."""

from random import Random

from templates import Field

WORDS = "rain over Oslo a the lantern seven of copper bridge slowly she said why not 12 x2 Ærø".split()
# What breaks string code: quotes, escapes, line ends, spaces that are not " ", characters that compare or count otherwise than they look.
NASTY = [
    "it's", '"quoted"', "'", '"', "\"both'", "\\", "\\n", "a\\'b", "line\nbreak", "cr\r\nlf", "tab\there", "\r", " ", "  ", "\u00a0", "\u3000", "\u2028",
    "\u2009", "\u0085", "\x1c", "\u200b", "\ufeff", "e\u0301", "\u00e9", "\u0301", "'\u0301", "\u1112\u1161\u11ab", "\ud55c", "\U0001f469\u200d\U0001f4bb",
    "\U0001f1f3\U0001f1f4", "{{", "}}", "{% if %}", "{# no #}", "{}", "%s", "<b>", "&amp;", "[1, 2]", "['a']", "None", "True", "(", "\u05d0\u05d1",
    "中文", "ありがとう", "ﬁ", "ß", "İ", "ǆ", "\u0378", "\x7f", "\x00", "'''", '"""', "$", "#", "\u00ad",
]  # fmt: skip
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Docs:
    """The docs of a task's splits.

    tame: only words, no characters that could break a template which pastes text into a Python literal.
    """

    def __init__(self, task, templates, tame=False):
        self.task, self.templates, self.tame = task, templates, tame
        self.types = Random(task)
        self.gold_kind = self.types.choice(["number", "number", "text"])
        self.printed = {}  # the type of each field that is only printed

    def split(self, name, count):
        return [self.doc(f"{name}/{number}") for number in range(count)]

    def doc(self, place):
        self.random = Random(f"{self.task}/{place}")
        self.made = {}
        return self.record(self.templates.doc, None)

    def record(self, shape, length):
        """Values for the fields of a record, those first that others select from."""
        first = sorted(shape.fields.values(), key=lambda each: (bool(each.is_gold or each.member_of), each.kind != "list"))
        made = {each.name: self.value(each, length) for each in first}
        return {name: made[name] for name in shape.fields}

    def value(self, shape: Field, length=None):
        made = self.make(shape, length)
        self.made[id(shape)] = made
        return made

    def make(self, shape, length):
        if shape.kind == "record":
            lists = [each.length for each in shape.fields.values() if each.kind == "list"]
            return self.record(shape, self.length(max(lists)) if lists else None)
        if shape.kind == "list":
            return self.list(shape, length or self.length(shape.length))
        if shape.values:
            return self.listed(shape)
        if shape.member_of is not None:
            return self.random.choice(self.made[id(shape.member_of)])
        if shape.index_of is not None:
            return self.index(shape)
        if shape.kind == "number":
            return self.random.randrange(12)
        if shape.kind == "digits":
            return str(self.random.randrange(12))
        return self.text(shape.pieces) if shape.kind == "text" else self.anything(shape)

    def length(self, least):
        return least if least > 2 else self.random.randint(2, 5)

    def list(self, shape, length):
        if shape.name == "label":
            return list(LETTERS[:length])
        if shape.element is not None and shape.element.kind == "record":
            return [self.record(shape.element, None) for _ in range(length)]
        return [self.text([]) for _ in range(length)]

    def listed(self, shape):
        count = len(self.choices(self.templates.choices))
        allowed = shape.values[:count] if count and not shape.open_values else shape.values
        value = self.random.choice(allowed)
        if shape.open_values and self.random.random() < 0.3:
            return value + 1 if isinstance(value, int) else "other"
        return value.removeprefix(shape.prefix) if isinstance(value, str) else value

    def choices(self, source):
        """The doc's choices, as far as they are known before rendering."""
        if isinstance(source, Field):
            return self.made[id(source)]
        return range(source or 0) if not isinstance(source, list) else source

    def index(self, shape):
        """A right answer: its number, or for some tasks its text."""
        choices = self.choices(shape.index_of)
        number = self.random.randrange(len(choices))
        if self.gold_kind == "text" and shape.is_gold and shape.kind in (None, "text") and not isinstance(choices, range):
            return str(choices[number])
        return str(number + shape.offset) if shape.kind == "digits" else number + shape.offset

    def anything(self, shape):
        """A field that is only printed: a text, or for some tasks a number, a truth value or nothing."""
        kind = self.printed.setdefault(id(shape), self.types.choice(["text"] * 12 + ["int", "float", "bool", "none"]))
        if kind == "int":
            return self.random.choice([0, 1, -7, 1234567890123])
        if kind == "float":
            return self.random.choice([0.1, 1.0, -2.5e-7, 1e16, 1e22, 123456.789, 1 / 3])
        if kind == "bool":
            return self.random.random() < 0.5
        if kind == "none" and self.random.random() < 0.5:
            return None
        return self.text(shape.pieces)

    def text(self, pieces):
        count = self.random.randint(1, 7)
        words = [self.random.choice(WORDS) for _ in range(count)]
        if not self.tame:
            words = [self.random.choice(NASTY) if self.random.random() < 0.3 else word for word in words]
        words += [piece for piece in pieces if isinstance(piece, str) and self.random.random() < 0.7]
        self.random.shuffle(words)
        text = self.random.choice(["", " ", " ", " "]).join(words)
        return "no. " + text if text.isdigit() or not text else text
