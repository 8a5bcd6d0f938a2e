"""Part 5: what lm_eval cannot be asked: whether files and tables say which run they are of."""

import json
import shutil
from pathlib import Path

from evaluator import Evaluator, EvaluatorError
from harness import TASKS
from section import Section

YAML = """\
task: {name}
dataset_path: json
dataset_kwargs: {{data_files: {{test: docs.jsonl}}}}
test_split: test
output_type: multiple_choice
doc_to_text: "{{{{question}}}}"
doc_to_choice: [" A", " B"]
doc_to_target: 0
"""
# Ways to run the bundled model, each another one.
WAYS = {
    "8 loops": ["--loops", "8"],
    "16 loops": ["--loops", "16"],
    "8 loops, bf16": ["--loops", "8", "--precision", "bf16"],
    "8 loops, no start token": ["--loops", "8", "--no-start-token"],
    "8 loops, cycle": ["--loops", "8", "--sharing", "cycle"],
}


def own_runs(command, work):
    section = Section(
        "What runs say of themselves",
        "The bundled model in several ways on two tasks: `model_args` and `model_name` must tell all of them apart, a run at several loop counts must write what runs at "
        "each of them write, and `report` must have no row of tasks that have nothing in common. A task whose Python function was edited must be refused.",
        ["check", "compared", "differences"],
    )
    work.mkdir(parents=True)
    (work / "docs.jsonl").write_text("".join(json.dumps({"question": f"{number} or {number + 1}?"}) + "\n" for number in range(8)))
    tasks = []
    for name in ("compat_first", "compat_second"):
        tasks.append(work / f"{name}.yaml")
        tasks[-1].write_text(YAML.format(name=name))
    tool = Evaluator(command)
    for title, check in (("ways to run", ways), ("several loop counts", loop_counts), ("rows of report", rows), ("edited function", edited)):
        compared, differing = check(tool, ",".join(map(str, tasks)), work)
        section.rows.append([title, compared, section.add("runs", [(f"{title}/{name}", text) for name, text in differing])])
    return section


def files(tool, tasks, folder, options):
    """The results files of a run, in the order of their names."""
    tool.call("run", "--tasks", tasks, "--model", "demo", "--output", folder, *options)
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("results_*.json"))]


def ways(tool, tasks, work):
    found, differing = {}, []
    for name, options in WAYS.items():
        results = files(tool, tasks, work / name.replace(" ", "-"), options)[-1]
        for key, value in (("model_args", results["config"]["model_args"]), ("model_name", results["model_name"])):
            other = found.setdefault((key, value), name)
            if other != name:
                differing.append((name, f"{key} is that of {other}: {value}"))
    return len(WAYS), differing


def loop_counts(tool, tasks, work):
    together = files(tool, tasks, work / "together", ["--loops", "8,16"])
    apart = [files(tool, tasks, work / f"apart-{loops}", ["--loops", loops])[-1] for loops in ("8", "16")]
    if len(together) != len(apart):
        return len(apart), [("files", f"{len(together)} results files for {len(apart)} loop counts")]
    keys = ("results", "model_name")
    return len(apart), [
        (f"{number}/{key}", f"together {one[key]!r:.200}, apart {other[key]!r:.200}")
        for number, (one, other) in enumerate(zip(together, apart, strict=True))
        for key in keys
        if one[key] != other[key]
    ]


def rows(tool, _tasks, work):
    table = [line.split("|")[1].strip() for line in tool.call("report", work / "apart-16").splitlines() if line.startswith("|")]
    # A row without a name is a further metric of the task above it.
    others = [name for name in table[2:] if name not in ("", "compat_first", "compat_second")]
    return len(table) - 2, [("rows", f"the row {name!r} is of no task") for name in others]


def edited(tool, _tasks, work):
    folder = work / "hellaswag"
    shutil.copytree(TASKS / "hellaswag", folder)
    utils = folder / "utils.py"
    utils.write_text(utils.read_text(encoding="utf-8") + "\n\ndef process_docs(dataset):\n    return dataset\n", encoding="utf-8")
    data = Path(work / "validation.jsonl")
    data.write_text(json.dumps({"ind": 1, "activity_label": "a", "ctx_a": "b", "ctx_b": "c", "endings": ["d", "e", "f", "g"], "label": "0"}) + "\n")
    try:
        tool.call("run", "--tasks", folder / "hellaswag.yaml", "--data", f"hellaswag={data}", "--write-requests", work / "requests.jsonl")
    except EvaluatorError as error:
        return 1, [] if "utils" in str(error) else [("message", str(error))]
    return 1, [("hellaswag", "the edited function was not noticed")]
