"""Task files: bundled ones changed, ones that are put together anew, groups, and templates."""

import json

import bases as sound
import choices
import mutation
from case import Case, Link
from grammar import Grammar

BUNDLED = sorted(
    path
    for path in (sound.ROOT / "tasks").rglob("*")
    if path.is_file() and path.suffix in (".yaml", "") and "README" not in path.name
)
DOCS = {"colours.jsonl": sound.lines(sound.DOCS)}


def command(random, path="t.yaml"):
    """What is done with a task file."""
    return random.choice(
        (
            ["tasks", "validate", path],
            ["tasks", "validate", path, "--num-fewshot", "1"],
            ["tasks", "show", path],
            ["run", "--tasks", path, "--model", "uniform"],
            ["run", "--tasks", path, "--write-requests", "-", "--limit", "2"],
            ["run", "--tasks", path, "--model", "uniform", "--output", "out"],
            ["tasks", "list", "--include-path", "."],
        )
    )


def bundled(random, bases):
    """A bundled task with changed lines, beside the files that it includes; its data are sample docs."""
    path = random.choice(BUNDLED)
    files = {
        other.name: other.read_bytes()
        for other in path.parent.iterdir()
        if other.is_file() and other.suffix in ("", ".py")
    }
    for name, content in list(files.items()):
        if random.random() < 0.3:
            files[name] = mutation.text(random, content)
    files["t.yaml"] = mutation.text(random, path.read_bytes())
    files |= DOCS
    line = command(random)
    if line[0] == "run" or line[1] == "validate":
        name = path.read_text().partition("task: ")[2].partition("\n")[0].strip() or "t"
        line += ["--data", f"{name}=colours.jsonl"]
    return Case("task", path.parent.name, line, files, hostile=tuple(files), answers="list" not in line)


TEMPLATES = (
    "question",
    "{{question}}",
    "{{options}}",
    "{{options[0]}}",
    "{{facts.a[0]}}",
    "answer",
    "{{answer}}",
    "{{missing}}",
    "{{",
    "0",
    "",
    "!function utils.f",
    "{{ [question, answer] }}",
    "{% for o in options %}{{o}}{% endfor %}",
    "{{options.index(question)}}",
)
FILTERS = (
    {"name": "none", "filter": [{"function": "take_first"}]},
    {"name": "x", "filter": [{"function": "regex", "regex_pattern": "(a+)+$"}]},
    {"name": "y", "filter": []},
    {},
)


def values(random):
    """Values for keys of a task; some are right."""
    template = lambda: random.choice((random.choice(TEMPLATES), Grammar(random).template()))
    metric = lambda: {
        "metric": random.choice(
            (
                "acc",
                "acc_norm",
                "exact_match",
                "f1",
                "mcc",
                "brier_score",
                "perplexity",
                "word_perplexity",
                "acc_mutual_info",
                "x",
            )
        ),
        "aggregation": random.choice(("mean", "median", "weighted_perplexity", "perplexity", "x", 1)),
        "higher_is_better": random.choice((True, False, "x")),
    }
    return {
        "task": random.choice(choices.TEXTS),
        "task_alias": random.choice(choices.TEXTS),
        "tag": ["a", "a"],
        "doc_to_text": template(),
        "doc_to_target": random.choice((template(), 0, 7, -1, [0, 1], True)),
        "doc_to_choice": random.choice((template(), ["a", "b"], ["a"], [], ["", ""], ["a", "a"])),
        "output_type": random.choice(
            ("multiple_choice", "loglikelihood", "loglikelihood_rolling", "generate_until", "x")
        ),
        "description": template(),
        "target_delimiter": random.choice(choices.TEXTS),
        "fewshot_delimiter": random.choice(choices.TEXTS),
        "num_fewshot": choices.integer(random),
        "metric_list": [metric() for _ in range(random.choice((0, 1, 1, 2)))],
        "fewshot_split": random.choice(("test", "train", "")),
        "training_split": "test",
        "validation_split": "test",
        "repeats": choices.integer(random),
        "fewshot_config": {
            "sampler": random.choice(("first_n", "default", "balanced", "manual")),
            "samples": random.choice((sound.DOCS, [], [{}])),
            "fewshot_indices": random.choice(([0], [99], [-1], [])),
        },
        "filter_list": [random.choice(FILTERS)],
        "process_docs": "!function utils.process_docs",
        "gen_prefix": template(),
        "include": random.choice(("t.yaml", "u.yaml", ".", "/dev/null")),
        "metadata": random.choice(({"version": choices.integer(random)}, [], "x", {"version": "x" * 5000})),
        "should_decontaminate": True,
        "doc_to_decontamination_query": template(),
        "dataset_name": random.choice(choices.TEXTS),
        "generation_kwargs": {"until": ["\n"]},
        "process_results": "!function utils.x",
        "use_prompt": "x",
        "group": "x",
        random.choice(choices.TEXTS): 1,
    }


def tagged(value):
    """YAML of a tree: JSON, in which a text that begins with !function is a tag."""
    text = mutation.encoded(value)
    return text.replace(b'"!function utils.f"', b"!function utils.f").replace(
        b'"!function utils.process_docs"', b"!function utils.process_docs"
    )


def composed(random, bases):
    """The sample task with keys that are set to something else, then its tree changed."""
    task = dict(sound.TASK)
    offered = values(random)
    for key in random.sample(sorted(offered), random.choice((1, 2, 3, 5))):
        task[key] = offered[key]
    tree = mutation.tree(json.dumps(task))
    if random.random() < 0.4:
        tree = mutation.edit(random, tree)
    files = {"t.yaml": tagged(tree)} | DOCS
    if random.random() < 0.3:
        files["u.yaml"] = mutation.encoded(mutation.edit(random, mutation.tree(json.dumps(sound.TASK))))
    if random.random() < 0.2:
        files["utils.py"] = b"def process_docs(docs):\n    return docs\n"
    line = command(random)
    return Case("task", "composed", line, files, hostile=("t.yaml", "u.yaml"), answers="list" not in line)


def group(random, bases):
    """A group of tasks, some of which are groups."""
    names = ["a", "b", "g", "h", "colours"]
    items = [
        random.choice(
            (random.choice(names), {"task": random.choice(names), "num_fewshot": 1}, {"group": "i", "task": ["a"]})
        )
        for _ in range(random.choice((1, 2, 4)))
    ]
    tree = {
        "group": random.choice(("g", "a", "")),
        "task": items,
        "aggregate_metric_list": [{"metric": "acc", "aggregation": "mean", "weight_by_size": random.choice((True, 1))}],
        "metadata": {"version": 1},
    }
    other = {"group": "h", "task": random.sample(names, 2)}
    files = {
        "g.yaml": mutation.encoded(mutation.edit(random, mutation.tree(json.dumps(tree)))),
        "h.yaml": json.dumps(other).encode(),
    } | DOCS
    for name in ("a", "b"):
        files[f"{name}.yaml"] = json.dumps(dict(sound.TASK, task=name)).encode()
    if random.random() < 0.1:
        files["loop"] = Link(".")
    line = random.choice(
        (
            ["tasks", "show", "g"],
            ["tasks", "validate", "g"],
            ["run", "--model", "uniform", "--tasks", "g"],
            ["run", "--model", "uniform", "--tasks", "g.yaml"],
            ["tasks", "list"],
        )
    )
    return Case("task", "group", [*line, "--include-path", "."], files, hostile=("g.yaml",))


def template(random, bases):
    """A template of the grammar in one of the places where templates stand."""
    text = Grammar(random).template()
    key = random.choice(("doc_to_text", "doc_to_text", "doc_to_choice", "doc_to_target", "description"))
    if random.random() < 0.2:
        prompt = {"doc_to_text": text, "doc_to_choice": ["A", "B", "C", "D"], "doc_to_target": "answer"}
        line = ["prompts", "digest", "--prompt", "p.yaml", "--data", "../base/data"]
        return Case("template", "prompt", line, {"p.yaml": json.dumps(prompt).encode()}, hostile=("p.yaml",))
    task = dict(sound.TASK)
    task[key] = text
    line = random.choice((["tasks", "validate", "t.yaml"], ["run", "--tasks", "t.yaml", "--write-requests", "-"]))
    return Case("template", key, line, {"t.yaml": json.dumps(task).encode()} | DOCS, hostile=("t.yaml",))
