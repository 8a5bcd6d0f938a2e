"""Folders of runs: manifest, outcomes and trace, changed one by one or alike."""

import mutation
from case import Case

NUMBERS = (0, 1, -1, 2, 3, 4, 8, 10**6, 2**31, 2**53, 2**63 - 1, -(2**63), 2**63)
COMMANDS = (
    ["report", "r"],
    ["report", "r", "--format", "json"],
    ["report", "r", "--format", "markdown"],
    ["report", "r", "--format", "csv"],
    ["report", "r", "--format", "latex"],
    ["report", "r", "--format", "lm-eval"],
    ["report", "r", "--format", "html"],
    ["report", "../base/run-loops", "r", "--format", "html"],
    ["report", "r", "../base/run-loops"],
    ["report", "../base/run-loops", "r", "--format", "json"],
    ["compare", "r", "../base/run-loops"],
    ["compare", "../base/run-loops", "r"],
    ["compare", "r", "r"],
    ["depth", "curve", "r"],
    ["depth", "churn", "r"],
    ["depth", "exits", "r"],
    ["depth", "exits", "r", "--all"],
    ["depth", "exits", "r", "--patience", "2"],
    ["depth", "convergence", "r"],
    ["depth", "precision", "r", "../base/run-loops"],
    ["report", "r", "--output", "report.txt"],
    ["runs"],
    ["runs", "list", "--format", "json"],
    ["runs", "show", "r"],
    ["runs", "rm", "--yes", "r"],
)
RESUME = {
    "run-stopped": [
        "mmlu",
        "--model",
        "../base/tiny",
        "--threads",
        "1",
        "--data",
        "../base/data",
        "--loops",
        "2,4,8",
        "--groups",
        "2",
        "--output",
        "r",
    ],
    "run-loops": [
        "mmlu",
        "--model",
        "../base/tiny",
        "--threads",
        "1",
        "--data",
        "../base/data",
        "--loops",
        "2,4,8",
        "--groups",
        "2",
        "--output",
        "r",
    ],
    "run-uniform": ["mmlu", "--model", "uniform", "--data", "../base/data", "--output", "r"],
    "run-tasks": [
        "run",
        "--tasks",
        "../base/task/colours.yaml",
        "--model",
        "../base/tiny",
        "--threads",
        "1",
        "--output",
        "r",
    ],
}
FILES = ("manifest.json", "outcomes.jsonl", "trace.jsonl")


def trees(data, name):
    """The trees of a file: one, or one a line."""
    return [mutation.tree(data)] if name == "manifest.json" else [mutation.tree(line) for line in data.splitlines()]


def assigned(value, key, new):
    """A tree in which every field of a name holds another value."""
    if isinstance(value, mutation.Pairs):
        return mutation.Pairs((name, new if name == key else assigned(item, key, new)) for name, item in value)
    return [assigned(item, key, new) for item in value] if isinstance(value, list) else value


def keys(value, found):
    for node in mutation.nodes(value):
        if isinstance(node, mutation.Pairs):
            found.update(name for name, _ in node)
    return found


def consistent(random, files):
    """One field set to the same value wherever it is: what contradicts nothing is not refused as a contradiction."""
    names = set()
    for values in files.values():
        for value in values:
            keys(value, names)
    key = random.choice(sorted(names))
    new = mutation.hostile(random, NUMBERS)
    for name, values in files.items():
        if random.random() < 0.8:
            files[name] = [assigned(value, key, new) for value in values]


def renumbered(random, files):
    """A loop count that is another everywhere."""
    old, new = random.choice((2, 4, 8)), random.choice(NUMBERS)
    for name, values in files.items():
        for value in values:
            for node in mutation.nodes(value):
                if isinstance(node, mutation.Pairs):
                    node[:] = [(key, new if key == "loops" and item == old else item) for key, item in node]


def reordered(random, files):
    """Lines that are there twice, or not, or elsewhere."""
    values = files[random.choice([name for name in files if name != "manifest.json"])]
    if not values:
        return
    kind = random.randrange(4)
    if kind == 0:
        values.insert(random.randrange(len(values)), random.choice(values))
    elif kind == 1:
        del values[random.randrange(len(values)) :]
    elif kind == 2:
        random.shuffle(values)
    else:
        values[:] = values * random.choice((2, 20))


def one(random, files):
    """A change in one tree."""
    values = files[random.choice(list(files))]
    if values:
        at = random.randrange(len(values))
        values[at] = mutation.edit(random, values[at], NUMBERS)


def edited(random, bases):
    """A run of which something was changed, reported, compared, looked into or resumed."""
    base = random.choice(bases.runs())
    files = {name: trees(bases[f"{base}/{name}"], name) for name in FILES if (bases.folder / base / name).exists()}
    for _ in range(random.choice((1, 1, 2, 3))):
        random.choice((one, one, consistent, renumbered, reordered))(random, files)
    written = {f"r/{name}": b"\n".join(map(mutation.encoded, values)) + b"\n" for name, values in files.items()}
    if random.random() < 0.15:
        name = random.choice(list(written))
        written[name] = mutation.text(random, written[name])
    if random.random() < 0.05:
        del written[random.choice(list(written))]
    line = RESUME[base] if base in RESUME and random.random() < 0.2 else random.choice(COMMANDS)
    return Case("run folder", base, line, written, hostile=tuple(written), answers="--output" not in line)
