"""Vocabularies, requests, and recorded answers."""

import json

import choices
import mutation
from case import Case

MODEL = ["--model", "../base/tiny", "--threads", "1"]
LITERALS = (
    "''",
    "b''",
    "'\\x00'",
    "b'\\xff'",
    "'\\ud800'",
    "'\\N{DASH}'",
    '"a"',
    "'a",
    '"\'"',
    "'\\u00e9'",
    "'\\U0001f600'",
    "r'a'",
    "'a' 'b'",
    "u'x'",
)


def vocabulary(random, bases):
    """A vocabulary with lines that are not as they should be."""
    lines = bases["tiny/vocab.txt"].split(b"\n")
    kind = random.choice(("text", "literal", "numbers"))
    if kind == "text":
        data = mutation.text(random, b"\n".join(lines))
    else:
        at = random.randrange(len(lines))
        index, length = (at + 1, 1) if kind == "literal" else (choices.integer(random), choices.integer(random))
        literal = random.choice(LITERALS + (repr("x" * 5000), repr("x" * 300000)))
        lines[at] = f"{index} {literal} {length}".encode("utf-8", "surrogatepass")
        data = b"\n".join(lines)
    if random.random() < 0.5:
        line = ["loglikelihood", "--model", "../base/tiny", "--threads", "1", "--requests", "../base/requests.jsonl"]
    else:
        line = ["prompts", "diff", "lm_eval", "recommended", "--seed", "1", "--data", "../base/data"]
    return Case("vocabulary", kind, [*line, "--tokenizer", "v.txt"], {"v.txt": data}, hostile=("v.txt",))


def edited_lines(random, values):
    """JSON lines, some of them changed as trees or as text."""
    written = []
    for value in values:
        tree = mutation.tree(json.dumps(value))
        written.append(
            mutation.encoded(mutation.edit(random, tree)) if random.random() < 0.4 else mutation.encoded(tree)
        )
    data = b"\n".join(written) + random.choice((b"\n", b"\n", b"", b"\n\n"))
    return mutation.text(random, data) if random.random() < 0.3 else data


def requests(random, bases):
    """Requests to score."""
    values = [json.loads(line) for line in bases["requests.jsonl"].splitlines()]
    data = edited_lines(random, values)
    line = ["loglikelihood", *MODEL, "--requests", *random.choice((["-"], ["r.jsonl"]))]
    if random.random() < 0.3:
        line += random.choice((["--logits"], ["--loops", "2,4"], ["--no-start-token"], ["--memory", "1M"]))
    files = {} if line[6:7] == ["-"] or "-" in line else {"r.jsonl": data}
    return Case(
        "requests",
        "requests",
        line,
        files,
        stdin=b"" if files else data,
        hostile=("r.jsonl",) if files else (),
        answers=False,
    )


def answers(random, bases):
    """Recorded answers."""
    values = []
    for line in bases["written.jsonl"].splitlines():
        request = json.loads(line)
        values.append(
            {"context": request["context"], "continuation": request["continuation"], "logprob": -1.5, "is_greedy": True}
        )
    line = ["run", "--tasks", "../base/task/colours.yaml", "--model", "answers:a.jsonl"]
    return Case("requests", "answers", line, {"a.jsonl": edited_lines(random, values)}, hostile=("a.jsonl",))
