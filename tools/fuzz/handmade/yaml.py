"""YAML that grows when it is read, and files that lead in circles."""

import json

import bases as sound
from case import Case, Fifo, Link

DOCS = {"colours.jsonl": sound.lines(sound.DOCS[:1])}
PLAIN = json.dumps(sound.TASK)


def laughs(levels, form="list"):
    """Aliases of aliases: ten of each in the next."""
    lines = ["a0: &a0 [x, x]"]
    for level in range(1, levels):
        inner = ", ".join([f"*a{level - 1}"] * 10)
        lines.append(
            f"a{level}: &a{level} "
            + (f"[{inner}]" if form == "list" else "{" + ", ".join(f"k{n}: *a{level - 1}" for n in range(10)) + "}")
        )
    return lines


def merges(levels):
    """Merge keys that double with each level."""
    lines = ["m0: &m0 {a: 1}"]
    return lines + [f"m{level}: &m{level} {{<<: [*m{level - 1}, *m{level - 1}]}}" for level in range(1, levels)]


def under(key, lines):
    return "\n".join([f"{key}:", *("  " + line for line in lines)]) + "\n"


def texts():
    """Label: the text of a task file."""
    base = "\n".join(f"{key}: {json.dumps(value)}" for key, value in sound.TASK.items() if key != "metadata") + "\n"
    yield "billion laughs", base + under("metadata", laughs(12))
    yield "billion laughs of mappings", base + under("metadata", laughs(12, "mapping"))
    yield "billion laughs at the top", "\n".join(laughs(12)) + "\n" + base
    yield "merge keys", base + under("metadata", merges(40))
    yield "merge keys at the top", base + "\n".join(merges(40)) + "\n<<: *m39\n"
    yield "aliases as docs", base + under("fewshot_config", ["sampler: first_n", *laughs(9)[:-1], "samples: *a7"])
    yield "self alias", base + "metadata: &a [*a]\n"
    yield "self alias in a mapping", base + "metadata: &a {b: *a}\n"
    yield "self merge", base + "metadata: &a {<<: *a}\n"
    yield "alias of keys", base + "metadata: {? &a [x] : 1, ? *a : 2}\n"
    yield "many aliases", base + "metadata: [&a x" + ", *a" * 200000 + "]\n"
    yield "many anchors", base + "metadata: [" + ", ".join(f"&a{i} x" for i in range(50000)) + "]\n"
    yield "many keys", base + "metadata: {" + ", ".join(f"k{i}: 1" for i in range(50000)) + "}\n"
    yield "many unknown keys", base + "\n".join(f"key{i}: 1" for i in range(20000)) + "\n"
    for depth in (1000, 100000):
        yield f"flow lists {depth}", base + "metadata: " + "[" * depth + "]" * depth + "\n"
        yield f"flow mappings {depth}", base + "metadata: " + "{a: " * depth + "1" + "}" * depth + "\n"
        yield f"open lists {depth}", base + "metadata: " + "[" * depth + "\n"
        yield f"block lists {depth}", base + "metadata:\n  " + "- " * depth + "x\n"
        yield f"keys of keys {depth}", base + "metadata: " + "? " * depth + "x\n"
    yield "indentation", base + "metadata:\n" + "".join(" " * i + "a:\n" for i in range(1, 2000)) + " " * 2000 + "x\n"
    yield "long text", base + 'description: "' + "x" * 9000000 + '"\n'
    yield "long text of escapes", base + 'description: "' + "\\n" * 2000000 + '"\n'
    yield "long plain lines", base + "description: " + "x\n " * 500000 + "\n"
    yield "long key", base + "x" * 2000000 + ": 1\n"
    yield "big number", base + "num_fewshot: " + "9" * 500000 + "\n"
    yield "big exponent", base + "num_fewshot: 1e999999999\n"
    yield "sexagesimal", base + "num_fewshot: " + "59:" * 50000 + "0\n"
    yield "octal", base + "num_fewshot: 0o" + "7" * 100000 + "\n"
    yield "date", base + "metadata: {version: 9999999999-99-99}\n"
    yield "python tag", base + "metadata: !!python/object/apply:os.system [x]\n"
    yield "binary", base + "metadata: !!binary " + "A" * 100001 + "\n"
    yield "many tags", base + "metadata: [" + "!x y, " * 100000 + "]\n"
    yield "function of a long name", base + "process_docs: !function " + "a." * 100000 + "b\n"
    yield "many documents", base + "---\n" * 100000
    yield "directives", "%YAML 1.1\n" + "%TAG ! x\n" * 100000 + "---\n" + base
    yield "comments", "# x\n" * 2000000 + base
    yield "few-shot 2^63-1", base + f"num_fewshot: {2**63 - 1}\nfewshot_split: test\n"
    yield "repeats 2^63-1", base + f"repeats: {2**63 - 1}\n"
    yield "control characters", base + 'task: "a\\e[31mb\\x9b"\nnope\\e: 1\n'
    yield "unknown key with control characters", base + '"nope\\e[31m": 1\n'
    yield "task with slashes", base.replace('"colours"', '"a/../../b"')
    yield "task of a long name", base.replace('"colours"', '"' + "x" * 5000 + '"')
    for mark in ("utf-16", "utf-32", "latin-1"):
        yield mark, (base + "description: é\n").encode(mark)
    yield "nothing", ""
    yield "NUL", base + "\0"


def includes():
    """Files that include each other."""
    yield "include doubles", {
        f"u{i}.yaml": f"include: u{i + 1}.yaml\nmetadata: {{a: 1}}\n".encode() for i in range(40)
    } | {"u40.yaml": b"num_fewshot: 0\n", "t.yaml": b"include: u0.yaml\n"}
    double = {f"u{i}.yaml": f"include: [u{i + 1}.yaml, u{i + 1}.yaml]\n".encode() for i in range(40)}
    yield "include lists double", double | {"u40.yaml": PLAIN.encode(), "t.yaml": b"include: u0.yaml\ntask: t\n"}
    groups = {
        f"g{i}.yaml": json.dumps({"group": f"g{i}", "task": [f"g{i + 1}", f"g{i + 1}"]}).encode() for i in range(40)
    }
    yield "groups double", groups | {
        "g40.yaml": json.dumps({"group": "g40", "task": ["colours"]}).encode(),
        "t.yaml": b"group: t\ntask: [g0]\n",
        "c.yaml": PLAIN.encode(),
    }
    inner = {"task": "x"}
    for _ in range(300):
        inner = {"group": "x", "task": [inner]}
    yield "groups in groups", {"t.yaml": json.dumps({"group": "t", "task": [inner]}).encode()}
    items = {
        f"h{i}.yaml": json.dumps(
            {"group": f"h{i}", "task": [{"include": f"h{i + 1}.yaml"}, {"include": f"h{i + 1}.yaml"}]}
        ).encode()
        for i in range(30)
    }
    yield "includes of items double", items | {
        "h30.yaml": PLAIN.encode(),
        "t.yaml": json.dumps({"group": "t", "task": [{"include": "h0.yaml"}]}).encode(),
    }
    yield "group of itself", {"t.yaml": b"group: t\ntask: [t]\n"}
    yield "include of itself", {"t.yaml": b"include: t.yaml\n"}
    yield "include in a circle", {"t.yaml": b"include: u.yaml\n", "u.yaml": b"include: t.yaml\n"}
    yield "include by a link", {"t.yaml": b"include: l.yaml\n", "l.yaml": Link("t.yaml")}
    yield "include of a device", {"t.yaml": b"include: /dev/zero\n"}
    yield "include of a pipe", {"t.yaml": b"include: f.yaml\n", "f.yaml": Fifo()}
    yield "include of memory", {"t.yaml": b"include: /proc/self/mem\n"}
    yield "folder in itself", {"t.yaml": PLAIN.encode(), "loop": Link(".")}
    yield "tasks by thousands", {
        "t.yaml": json.dumps(
            {"group": "t", "task": [{"task": "colours", "task_alias": f"a{i}"} for i in range(3000)]}
        ).encode(),
        "c.yaml": PLAIN.encode(),
    }
    yield "long chain", {f"u{i}.yaml": f"include: u{i + 1}.yaml\n".encode() for i in range(3000)} | {
        "t.yaml": b"include: u0.yaml\n",
        "u3000.yaml": PLAIN.encode(),
    }


def cases(bases):
    for label, text in texts():
        files = {"t.yaml": text if isinstance(text, bytes) else text.encode()} | DOCS
        yield Case("task", f"yaml: {label}", ["tasks", "validate", "t.yaml"], files, hostile=("t.yaml",))
    for name in ("a/../../b", "my/task name", "x" * 300, "a\nb", "é" * 100):
        # Either it is refused before anything is scored, or its files can be written.
        files = {"t.yaml": json.dumps(dict(sound.TASK, task=name)).encode()} | DOCS
        line = ["run", "--tasks", "t.yaml", "--model", "uniform", "--output", "out"]
        yield Case("task", f"name in file names: {name[:12]!r}", line, files, codes=(0, 2, 3))
    for label, files in includes():
        yield Case("task", f"include: {label}", ["tasks", "validate", "t.yaml", "--include-path", "."], files | DOCS)
        if label in ("folder in itself", "groups double", "long chain"):
            yield Case("task", f"list: {label}", ["tasks", "list", "--include-path", "."], files | DOCS)
    prompt = {"doc_to_text": "{{question}}", "doc_to_choice": ["A", "B", "C", "D"], "doc_to_target": "answer"}
    head = "\n".join(f"{key}: {json.dumps(value)}" for key, value in prompt.items()) + "\n"
    for label, text in (
        ("laughs", head + under("description", laughs(12))),
        ("laughs before", "\n".join(laughs(12)) + "\n" + head),
        ("deep", head + "description: " + "[" * 90000),
    ):
        yield Case("prompt", f"prompt: {label}", ["prompts", "show", "p.yaml"], {"p.yaml": text.encode()})
