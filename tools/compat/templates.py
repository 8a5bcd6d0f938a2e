"""Which fields a doc needs, and of which types, so that a task's templates render.

A field is learned from how the Jinja templates use it: `x.strip()` makes x a text, `x[2]` a list of three or more, `x.y` a record with a
field y, `x - 1` a number, `['A', 'B'].index(x)` one of the listed values, and so on.
"""

import re
from dataclasses import dataclass, field

from jinja2 import Environment, nodes

from harness import FEWSHOT_SAMPLES

PARSER = Environment(keep_trailing_newline=True)
PARSER.filters["regex_replace"] = str
COLUMN = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")


@dataclass
class Field:
    """What is known of a field: of a doc, of a record inside it, or of a list's elements."""

    name: str = ""
    kind: str | None = None  # text, number, digits, list, record; None: only ever printed
    pieces: list = field(default_factory=list)  # texts that templates look for in it
    values: list = field(default_factory=list)  # the values it may have
    open_values: bool = False  # values other than those are allowed too
    prefix: str = ""  # what templates put before it to get one of the values
    member_of: "Field | None" = None
    index_of: "Field | list | int | None" = None  # it selects from this list, or from so many
    offset: int = 0  # the index counts from here
    is_gold: bool = False
    length: int = 0  # a list's least length
    element: "Field | None" = None
    fields: dict = field(default_factory=dict)

    def become(self, kind):
        """The strongest use wins: a list or record over a number over digits over a text."""
        order = [None, "text", "digits", "number", "list", "record"]
        self.kind = max(self.kind, kind, key=order.index)

    def item(self, least_length=1):
        self.become("list")
        self.length = max(self.length, least_length)
        self.element = self.element or Field(self.name)
        return self.element

    def member(self, name):
        self.become("record")
        return self.fields.setdefault(name, Field(name))


class Templates:
    """All templates of a task, read for the fields that they use."""

    def __init__(self, config):
        self.doc = Field("doc")
        self.locals = {}
        self.choices = None  # a Field (list), a list of texts, or how many there are
        self.read_text(config.get("doc_to_text"))
        self.read_choices(config.get("doc_to_choice"))
        self.read_text(config.get("description"), column=False)
        self.read_text(config.get("gen_prefix"), column=False)
        self.read_target(config.get("doc_to_target"))
        for sample in config.get("fewshot_config", {}).get(FEWSHOT_SAMPLES) or []:
            for name, value in sample.items():
                self.doc.member(name).become("number" if isinstance(value, int) else "text")

    # The three kinds of templates.

    def read_text(self, source, column=True):
        if isinstance(source, str) and column and COLUMN.fullmatch(source):
            self.doc.member(source).become("text")
        elif isinstance(source, str):
            printed = self.read(source)
            if len(printed) == 1:
                self.learn(printed[0], "text")  # a context that is a number would mean several contexts

    def read_choices(self, source):
        if isinstance(source, (list, dict)):
            self.choices = list(source.values()) if isinstance(source, dict) else source
        elif isinstance(source, str) and COLUMN.fullmatch(source):
            self.choices = self.doc.member(source)
            self.choices.item(2).become("text")
        elif isinstance(source, str):
            printed = self.read(source)
            whole = source.strip().startswith("{{") and len(printed) == 1
            self.choices = self.choices_of(printed[0]) if whole else 2

    def choices_of(self, expression):
        """The list that a choice template prints."""
        while isinstance(expression, nodes.Filter):
            expression = expression.node
        if isinstance(expression, nodes.List):
            return len(expression.items)
        found = self.path(expression)
        if found is None:
            return 2
        found.item(2)
        return found

    def read_target(self, source):
        if isinstance(source, str) and COLUMN.fullmatch(source):
            self.gold(self.doc.member(source))
        elif isinstance(source, str):
            for expression in self.read(source):
                self.read_gold(expression)

    def read_gold(self, expression):
        offset = 0
        if isinstance(expression, nodes.Sub) and isinstance(expression.right, nodes.Const):
            offset, expression = expression.right.value, expression.left
        if isinstance(expression, nodes.Filter) and expression.name == "int":
            expression = expression.node
        found = self.path(expression)
        if found is not None and not (found.values or found.member_of):
            self.gold(found, offset)

    def gold(self, found, offset=0):
        if self.choices is None:
            found.become("text")
        else:
            found.is_gold, found.index_of, found.offset = True, self.choices, offset

    # Expressions.

    def read(self, source):
        """Learns from a template; its printed expressions."""
        printed = []
        self.statements(PARSER.parse(source).body, printed)
        self.locals = {}
        return printed

    def statements(self, body, printed):
        for node in body:
            if isinstance(node, nodes.Output):
                expressions = [each for each in node.nodes if not isinstance(each, nodes.TemplateData)]
                printed += expressions
                for expression in expressions:
                    self.learn(expression)
            elif isinstance(node, nodes.Assign):
                self.learn(node.node)
                self.locals[node.target.name] = None
            elif isinstance(node, nodes.For):
                self.learn(node.iter)
                over = self.path(node.iter)
                self.locals[node.target.name] = over.item() if over is not None else None
                self.statements(node.body, printed)
            elif isinstance(node, nodes.If):
                self.learn(node.test)
                self.statements(node.body + node.else_, printed)

    def path(self, node):
        """The field that `a`, `a.b`, `a['b']`, `a[0]` name, or None."""
        if isinstance(node, nodes.Name):
            return self.locals[node.name] if node.name in self.locals else self.doc.member(node.name)
        if isinstance(node, nodes.Getattr):
            parent = self.path(node.node)
            return parent.member(node.attr) if parent is not None else None
        if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Slice):
            parent = self.path(node.node)
            if parent is None:
                return None
            key = node.arg.value if isinstance(node.arg, nodes.Const) else 0
            return parent.member(key) if isinstance(key, str) else parent.item(key + 1 if key >= 0 else -key)
        return None

    def learn(self, node, kind=None):
        """Learns from an expression whose result is used as the kind."""
        if isinstance(node, (nodes.Name, nodes.Getattr)):
            found = self.path(node)
            if found is not None:
                found.become(kind)
        else:
            reader = getattr(self, "learn_" + type(node).__name__.lower(), None)
            if reader is not None:
                reader(node, kind)
            else:
                for child in node.iter_child_nodes():
                    self.learn(child, kind)

    def learn_getitem(self, node, kind):
        if isinstance(node.arg, nodes.Slice):
            self.learn(node.node, "text")
            for bound in (node.arg.start, node.arg.stop):
                if bound is not None:
                    self.learn(bound, "number")
            return
        found = self.path(node)
        if found is not None:
            found.become(kind)
            return
        self.learn(node.node)
        index = self.path(node.arg)
        if index is not None and isinstance(node.node, nodes.List):
            index.become("number")
            index.index_of = len(node.node.items)

    def learn_call(self, node, _):
        if not isinstance(node.node, nodes.Getattr):
            for argument in node.args:
                self.learn(argument)
        elif node.node.attr == "index":
            self.learn_index(node.node.node, node.args[0])
        else:
            self.learn(node.node.node, "text")
            found = self.path(node.node.node)
            for argument in node.args:
                self.learn(argument, "text")
                if found is not None and isinstance(argument, nodes.Const):
                    found.pieces.append(argument.value)

    def learn_index(self, sequence, wanted):
        """`list.index(x)`, also with x.strip() or 'prefix' + x."""
        prefix = ""
        if isinstance(wanted, nodes.Call) and isinstance(wanted.node, nodes.Getattr):
            self.learn(wanted)
            wanted = wanted.node.node
        if isinstance(wanted, nodes.Add) and isinstance(wanted.left, nodes.Const):
            prefix, wanted = wanted.left.value, wanted.right
        found = self.path(wanted)
        if found is None:
            return
        if isinstance(sequence, nodes.List):
            found.values = [each.value for each in sequence.items]
            found.prefix = prefix
        else:
            found.member_of = self.path(sequence)
            found.member_of.item()

    def learn_add(self, node, _):
        numeric = any(isinstance(side, nodes.Const) and isinstance(side.value, int) for side in (node.left, node.right))
        for side in (node.left, node.right):
            self.learn(side, "number" if numeric else "text")

    def learn_sub(self, node, _):
        for side in (node.left, node.right):
            self.learn(side, "number")

    def learn_list(self, node, _):
        for item in node.items:
            self.learn(item, "text")

    def learn_filter(self, node, _):
        inner = self.path(node.node)
        if node.name == "int":
            self.learn(node.node, "digits")
        elif inner is None:
            self.learn(node.node)
        elif node.name == "map":
            inner.item(2).member(node.kwargs[0].value.value).become("text")
        elif node.name in ("join", "length", "list"):
            inner.item(2)
        else:
            self.learn(node.node, "text")

    def learn_condexpr(self, node, kind):
        self.learn(node.test)
        self.learn(node.expr1, kind)
        if node.expr2 is not None:
            self.learn(node.expr2, kind)

    def learn_compare(self, node, _):
        operand = node.ops[0]
        found, other = self.path(node.expr), operand.expr
        if operand.op == "in":
            text = self.path(other)
            if text is not None and isinstance(node.expr, nodes.Const):
                text.become("text")
                text.pieces.append(node.expr.value)
        elif found is not None and isinstance(other, nodes.Const):
            found.become("number" if isinstance(other.value, int) else "text")
            found.values.append(other.value)
            found.open_values = True
        else:
            self.learn(node.expr)
            self.learn(other)
